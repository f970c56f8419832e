import { and, eq } from "drizzle-orm";
import { chats, legs } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type Context, commit, type VisitorActor } from "@/lib/context";
import { lockDepartmentForStart } from "@/lib/departments/embed-target";
import { DomainError, notFound } from "@/lib/errors";
import { preview } from "@/lib/text";
import { ensureVisitor } from "@/lib/visitors/token";
import { announce, appendEvent } from "./append-event";
import { toEventDto } from "./dto";
import { getChat, listEventsAfter } from "./queries";
import { type ChatEventDto, EVENTS_PAGE_MAX, PREVIEW_MAX, type StartChatInput, type VisitorChatDto } from "./schemas";

export type StartedChat = { chat: VisitorChatDto; events: ChatEventDto[]; created: boolean };

/**
 * Starts a chat: the visitor of `token` (made when new) asks the department that `key` leads to. Starting twice with one
 * `clientId` finds the first chat.
 * @throws DomainError `not_found` for every key or department that this key does not lead to, whatever the reason;
 * `idempotency_mismatch` when the same `clientId` came with another text.
 * Emits `event.appended` twice and `chat.changed` to the department.
 */
export async function startChat(
  ctx: Pick<Context, "db" | "publish">,
  token: string,
  input: StartChatInput,
  userAgent: string,
): Promise<StartedChat> {
  return commit(ctx, async (tx, emit) => {
    const { visitorId } = await ensureVisitor(tx, token, input.locale);
    const actor: VisitorActor = { type: "visitor", visitorId };
    const replayed = await findStarted(tx, actor, input);
    if (replayed) return replayed;
    const department = await lockDepartmentForStart(tx, input.key, input.departmentId);
    if (!department) throw notFound();
    const [chat] = await tx
      .insert(chats)
      .values({
        visitorId,
        startClientId: input.clientId,
        departmentId: department.id,
        visitorName: input.name,
        visitorEmail: input.email,
        locale: input.locale,
        pageUrl: input.page?.url ?? null,
        pageTitle: input.page?.title ?? null,
        referrer: input.page?.referrer ?? null,
        userAgent,
      })
      .onConflictDoNothing()
      .returning();
    if (!chat) {
      // The same start at the same moment: it has committed by now, or the insert would still wait for it.
      const twin = await findStarted(tx, actor, input);
      if (!twin) throw new Error("the chat that this start collided with is gone");
      return twin;
    }
    const started = await appendEvent(tx, chat, {
      kind: "started",
      senderType: "system",
      data: { departmentName: department.name },
    });
    const question = await appendEvent(
      tx,
      started.chat,
      { kind: "message", senderType: "visitor", senderId: visitorId, clientId: input.clientId, body: input.body },
      { lastMessageBy: "visitor", lastMessagePreview: preview(input.body, PREVIEW_MAX), stamps: ["lastMessageAt"] },
    );
    await tx
      .insert(legs)
      .values({ chatId: chat.id, departmentId: department.id, queuedAt: chat.queuedSince, fromSeq: 1 });
    await announce(tx, emit, question.chat, question.event);
    const events = [started.event, question.event].flatMap((row) => toEventDto(row, "visitor") ?? []);
    return { chat: await visitorChat(tx, actor, chat.id), events, created: true };
  });
}

async function findStarted(tx: Transaction, actor: VisitorActor, input: StartChatInput): Promise<StartedChat | null> {
  const [chat] = await tx
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.visitorId, actor.visitorId), eq(chats.startClientId, input.clientId)));
  if (!chat) return null;
  const rows = await listEventsAfter(tx, "visitor", chat.id, 0, EVENTS_PAGE_MAX);
  if (rows.find(({ clientId }) => clientId === input.clientId)?.body !== input.body) {
    throw new DomainError("idempotency_mismatch", "This clientId was used for another text");
  }
  const events = rows.flatMap((row) => toEventDto(row, "visitor") ?? []);
  return { chat: await visitorChat(tx, actor, chat.id), events, created: false };
}

async function visitorChat(tx: Transaction, actor: VisitorActor, chatId: string): Promise<VisitorChatDto> {
  const chat = await getChat(tx, actor, chatId);
  if (!("state" in chat)) throw new Error("a visitor was given an operator's row");
  return chat;
}
