import { and, eq, isNotNull, sql } from "drizzle-orm";
import { chats, legs, visitors, WEB_CHANNEL_ID } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { assertForm } from "@/lib/appearance/assert-form";
import type { GivenConsent } from "@/lib/appearance/rules";
import { assertNotBlocked } from "@/lib/blocks/assert-not-blocked";
import { commit, type Door, type Emit, type VisitorActor } from "@/lib/context";
import { lockDepartmentForStart } from "@/lib/departments/embed-target";
import { DomainError, notFound } from "@/lib/errors";
import { assertKnownEnough } from "@/lib/identity/access";
import { ensureKnownVisitor } from "@/lib/identity/known-visitors";
import { identityOf, type SignedIdentity } from "@/lib/identity/schemas";
import { type Seen, UNSEEN } from "@/lib/presences/seen";
import { assertTakesChats } from "@/lib/routing/admission";
import { preview } from "@/lib/text";
import { type ExternalVisitor, ensureExternalVisitor } from "@/lib/visitors/external";
import { ensureVisitor } from "@/lib/visitors/token";
import { noteVisit } from "@/lib/visits/note-visit";
import { toEventDto } from "../dto";
import { announce } from "../entries/announce";
import { appendEvent } from "../entries/append-event";
import type { ChatRow } from "../entries/entry";
import { EVENTS_PAGE_MAX, PREVIEW_MAX, type StartChatInput } from "../input-schemas";
import { listEventsAfter } from "../list-events";
import { getChat } from "../queries";
import type { ChatEventDto, VisitorChatDto } from "../schemas";

export type StartedChat = { chat: VisitorChatDto; events: ChatEventDto[]; created: boolean };

/** A visitor who writes from another service, as whom that channel knows them, and what they agreed to there. */
export type ChannelVisitor = { visitorId: string; channelId: string; consent?: GivenConsent | null };

/**
 * Starts a chat: the visitor of a token, of whom a program speaks, or of `identity` where their site vouches for them (made
 * when new), or one of another channel, who fills in no form and waits out of hours as well, asks the department that `key`
 * leads to. Starting twice with one `clientId` finds the first chat.
 * @throws DomainError `not_found` for every key or department that this key does not lead to, whatever the reason;
 * `idempotency_mismatch` when the same `clientId` came with another text; `conflict` while the department is closed or
 * its queue is full (`state` and `opensAt` in its data): the visitor gets the offline form; `identity_required`; `invalid`
 * for what the department's form asks and is not there; `forbidden` for who is blocked.
 * Who begins at the moment at which an operator has written to them is in that operator's chat.
 * Emits `event.appended` twice and `chat.changed` to the department.
 */
export async function startChat(
  ctx: Door,
  by: string | ExternalVisitor | ChannelVisitor,
  input: StartChatInput,
  userAgent: string,
  identity: SignedIdentity | null = null,
  seen: Omit<Seen, "userAgent"> = UNSEEN,
): Promise<StartedChat> {
  return commit(ctx, async (tx, emit, touch) => {
    const inChannel = typeof by === "object" && "channelId" in by ? by : null;
    const { visitorId } = identity
      ? await ensureKnownVisitor(tx, identity, input.locale)
      : await ensureUnknownVisitor(tx, by, input.locale);
    const actor: VisitorActor = { type: "visitor", visitorId };
    const replayed = await findStarted(tx, actor, input);
    if (replayed) return replayed;
    const department = await lockDepartmentForStart(tx, input.key, input.departmentId);
    if (!department) throw notFound();
    await assertKnownEnough(tx, department.id, identity);
    await assertNotBlocked(tx, visitorId, seen.addressHash);
    const invited = await findInvited(tx, visitorId, department.id);
    if (!invited) await assertTakesChats(tx, department.id, { isPatient: inChannel !== null });
    // Who their site vouches for is not asked again.
    const name = input.name || (identity?.name ?? "");
    const email = input.email ?? identity?.email ?? null;
    const filled = { ...input, name, email, phone: input.phone ?? null, consent: input.consent };
    const consent = inChannel ? (inChannel.consent ?? null) : await assertForm(tx, department.form, filled, "chat");
    const told = {
      startClientId: input.clientId,
      visitorName: name,
      visitorEmail: email,
      visitorPhone: filled.phone,
      consent,
      identity: identity && identityOf(identity),
      locale: input.locale,
    };
    if (invited) return joinInvited(tx, emit, actor, { chat: invited, told, input });
    const [chat] = await tx
      .insert(chats)
      .values({
        ...told,
        visitorId,
        departmentId: department.id,
        utm: input.page?.utm ?? null,
        pageUrl: input.page?.url ?? null,
        pageTitle: input.page?.title ?? null,
        referrer: input.page?.referrer ?? null,
        userAgent,
        previousChatId: await findPrevious(tx, visitorId, input.previousChatId),
        ...(inChannel && { channelId: inChannel.channelId, sentPubSeq: 0 }),
        weight: sql`(select weight from channels where id = ${inChannel?.channelId ?? WEB_CHANNEL_ID})`,
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
    const question = input.body && (await ask(tx, started.chat, visitorId, input));
    const last = question || started;
    const { url, title = null } = input.page ?? {};
    if (url) await noteVisit(tx, chat.id, { url, title });
    await tx
      .insert(legs)
      .values({ chatId: chat.id, departmentId: department.id, queuedAt: chat.queuedSince, fromSeq: 1 });
    await announce(tx, emit, last.chat, last.event);
    touch({ departmentId: department.id });
    const { country } = seen;
    if (country) await tx.update(visitors).set({ country }).where(eq(visitors.id, visitorId));
    const events = (question ? [started.event, question.event] : [started.event]).flatMap(
      (row) => toEventDto(row, "visitor") ?? [],
    );
    return { chat: await visitorChat(tx, actor, chat.id), events, created: true };
  });
}

const ensureUnknownVisitor = async (tx: Transaction, by: string | ExternalVisitor | ChannelVisitor, locale: string) => {
  if (typeof by === "string") return ensureVisitor(tx, by, locale);
  return "channelId" in by ? by : ensureExternalVisitor(tx, by, locale);
};

/** A chat that an operator has begun with them there, and in which they have not written yet; its row is locked. */
async function findInvited(tx: Transaction, visitorId: string, departmentId: string): Promise<ChatRow | undefined> {
  const [chat] = await tx
    .select()
    .from(chats)
    .where(and(eq(chats.visitorId, visitorId), eq(chats.departmentId, departmentId), isInvitation))
    .for("update");
  return chat;
}

const isInvitation = and(isNotNull(chats.startedById), eq(chats.status, "active"), eq(chats.lastVisitorSeq, 0));

type Joining = { chat: ChatRow; told: Partial<ChatRow>; input: StartChatInput };

/** They began at the moment at which an operator wrote to them: what they sent is the answer, and there is one chat. */
async function joinInvited(
  tx: Transaction,
  emit: Emit,
  actor: VisitorActor,
  { chat, told, input }: Joining,
): Promise<StartedChat> {
  const [joined] = await tx.update(chats).set(told).where(eq(chats.id, chat.id)).returning();
  const said = joined && input.body ? await ask(tx, joined, actor.visitorId, input) : null;
  if (said) await announce(tx, emit, said.chat, said.event);
  const rows = await listEventsAfter(tx, "visitor", chat.id, 0, EVENTS_PAGE_MAX);
  const events = rows.flatMap((row) => toEventDto(row, "visitor") ?? []);
  return { chat: await visitorChat(tx, actor, chat.id), events, created: true };
}

/** The first message, where the form asks for one. */
const ask = (tx: Transaction, chat: ChatRow, visitorId: string, { clientId, body }: StartChatInput) =>
  appendEvent(
    tx,
    chat,
    { kind: "message", senderType: "visitor", senderId: visitorId, clientId, body },
    {
      lastMessageBy: "visitor",
      lastMessagePreview: preview(body, PREVIEW_MAX),
      unreadCount: 1,
      lastVisitorSeq: chat.lastSeq + 1,
      stamps: ["lastMessageAt", "awaitingSince", "idleSince", "visitorSeenAt"],
    },
  );

async function findStarted(tx: Transaction, actor: VisitorActor, input: StartChatInput): Promise<StartedChat | null> {
  const [chat] = await tx
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.visitorId, actor.visitorId), eq(chats.startClientId, input.clientId)));
  if (!chat) return null;
  const rows = await listEventsAfter(tx, "visitor", chat.id, 0, EVENTS_PAGE_MAX);
  if ((rows.find(({ clientId }) => clientId === input.clientId)?.body ?? "") !== input.body) {
    throw new DomainError("idempotency_mismatch", "This clientId was used for another text");
  }
  const events = rows.flatMap((row) => toEventDto(row, "visitor") ?? []);
  return { chat: await visitorChat(tx, actor, chat.id), events, created: false };
}

/** The earlier chat that this one goes on from, if it is the visitor's own. */
async function findPrevious(tx: Transaction, visitorId: string, chatId: string | undefined): Promise<string | null> {
  if (!chatId) return null;
  const [row] = await tx
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.id, chatId), eq(chats.visitorId, visitorId)));
  return row?.id ?? null;
}

async function visitorChat(tx: Transaction, actor: VisitorActor, chatId: string): Promise<VisitorChatDto> {
  const chat = await getChat(tx, actor, chatId);
  if (!("state" in chat)) throw new Error("a visitor was given an operator's row");
  return chat;
}
