import { and, eq, isNull } from "drizzle-orm";
import { chatEvents, type chats, legs } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type Context, commit, type OperatorActor, type VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { preview } from "@/lib/text";
import { announce, appendEvent } from "./append-event";
import { type EventRow, toEventDto } from "./dto";
import { lockChat } from "./lock-chat";
import { getChatState, listEventsAfter, sideOf } from "./queries";
import { judgeOperatorSend, judgeVisitorSend } from "./rules";
import { type ChatEventDto, EVENTS_PAGE_MAX, PREVIEW_MAX, type SendMessageInput } from "./schemas";

type Sender = VisitorActor | OperatorActor;
type ChatRow = typeof chats.$inferSelect;
/** The stored entry, and what the sender had not seen before it. `created` is false for a repeated request. */
export type SentMessage = { event: ChatEventDto; missed: ChatEventDto[]; created: boolean };

/**
 * Writes a message into a chat. A repeated `clientId` finds the stored row, also after the chat was closed.
 * @throws DomainError `not_found`, `forbidden`, `closed`, `not_owner` (both with the present state), `idempotency_mismatch`.
 * Emits `event.appended` to both sides and `chat.changed` to the department.
 */
export async function sendMessage(ctx: Context<Sender>, chatId: string, input: SendMessageInput): Promise<SentMessage> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    const stored = await findSent(tx, actor, chatId, input);
    if (stored) return answer(tx, actor, stored, input, false);
    await assertMaySend(tx, actor, chat, input);
    const senderId = actor.type === "visitor" ? actor.visitorId : actor.operatorId;
    const appended = await appendEvent(
      tx,
      chat,
      { kind: "message", senderType: actor.type, senderId, clientId: input.clientId, body: input.body },
      {
        lastMessageBy: actor.type,
        lastMessagePreview: preview(input.body, PREVIEW_MAX),
        stamps: ["lastMessageAt"],
        // Who answers has read what they answer.
        ...(actor.type === "operator" && { operatorReadSeq: chat.lastSeq + 1 }),
      },
    );
    const event = { ...appended.event, senderName: actor.type === "operator" ? actor.name : null };
    if (actor.type === "operator") await noteFirstReply(tx, chatId, event);
    await announce(tx, emit, appended.chat, event);
    return answer(tx, actor, event, input, true);
  });
}

async function findSent(
  tx: Transaction,
  actor: Sender,
  chatId: string,
  input: SendMessageInput,
): Promise<EventRow | null> {
  const [row] = await tx
    .select()
    .from(chatEvents)
    .where(
      and(
        eq(chatEvents.chatId, chatId),
        eq(chatEvents.senderType, actor.type),
        eq(chatEvents.senderId, actor.type === "visitor" ? actor.visitorId : actor.operatorId),
        eq(chatEvents.clientId, input.clientId),
      ),
    );
  if (!row) return null;
  if (row.body !== input.body) {
    throw new DomainError("idempotency_mismatch", "This clientId was used for another text");
  }
  return { ...row, senderName: actor.type === "operator" ? actor.name : null };
}

async function assertMaySend(tx: Transaction, actor: Sender, chat: ChatRow, input: SendMessageInput): Promise<void> {
  const verdict =
    actor.type === "visitor" ? judgeVisitorSend(chat) : judgeOperatorSend(chat, actor.operatorId, input.epoch);
  if (verdict === "ok") return;
  const reason = verdict === "closed" ? "This chat is closed" : "This chat is not yours";
  throw new DomainError(verdict, reason, { data: { state: await getChatState(tx, actor, chat.id) } });
}

const noteFirstReply = (tx: Transaction, chatId: string, { createdAt }: EventRow) =>
  tx
    .update(legs)
    .set({ firstReplyAt: createdAt })
    .where(and(eq(legs.chatId, chatId), isNull(legs.releasedAt), isNull(legs.firstReplyAt)));

async function answer(tx: Transaction, actor: Sender, row: EventRow, input: SendMessageInput, created: boolean) {
  const side = sideOf(actor);
  const event = toEventDto(row, side);
  if (!event) throw new Error("a sender cannot see their own message");
  const after = input.after;
  if (after === undefined || after >= event.prev) return { event, missed: [], created };
  const rows = await listEventsAfter(tx, side, row.chatId, after, EVENTS_PAGE_MAX);
  const missed = rows.flatMap((missedRow) => toEventDto(missedRow, side) ?? []).filter(({ seq }) => seq < event.seq);
  return { event, missed, created };
}
