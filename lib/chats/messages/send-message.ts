import { and, eq, gt, isNull, or } from "drizzle-orm";
import { chatEvents, chats, files, legs, operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { assertNotBlocked } from "@/lib/blocks/assert-not-blocked";
import { type Context, commit, type Door, type OperatorActor, type VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { attachFile } from "@/lib/files/attach-file";
import { decidedByPerson } from "@/lib/routing/rules";
import { giveToOperator, type Outcome } from "../change-owner";
import { type EventRow, toEventDto } from "../dto";
import { announce } from "../entries/announce";
import { answerSender, type SentEntry } from "../entries/answer-sender";
import { appendEvent } from "../entries/append-event";
import type { ChatRow } from "../entries/entry";
import { EVENTS_PAGE_MAX, type SendMessageInput } from "../input-schemas";
import { listEventsAfter } from "../list-events";
import { databaseNow, lockChat } from "../lock-chat";
import { factsOf } from "../operator/facts-of";
import { takeFromOwner } from "../operator/take-from-owner";
import { getChatState, sideOf } from "../queries";
import { reopenChat } from "../reopen-chat";
import { judgeOperatorSend, judgeVisitorSend } from "../rules";
import { messageEntry } from "./message-entry";
import { newerReply } from "./read-for-message";
import { sendAtOnce, type WrittenAtOnce } from "./send-at-once";

type Sender = VisitorActor | OperatorActor;
/**
 * Writes a message into a chat. A repeated `clientId` finds the stored row, also after the chat was closed.
 * An operator's message answers the visitor's turn. A member who is not the owner, but knows the present epoch, becomes
 * the owner by it. A visitor who knowingly writes in a closed chat (`reopen`) puts it back into the queue.
 * Who is blocked opens nothing again.
 * A file is in one message: asked for a second one with it, the first one is the answer.
 * An operator who has not seen what another one has answered after `after` is told, and sends it `anyway` or not at all.
 * @throws DomainError `not_found`, `forbidden`, `newer_reply` (with the state, and those answers as `missed`), `closed`, `not_owner` (both with the present state), `idempotency_mismatch`.
 * Emits `event.appended` to both sides and `chat.changed` to the department.
 */
export async function sendMessage(ctx: Context<Sender>, chatId: string, input: SendMessageInput): Promise<SentEntry> {
  const written = await sendAtOnce(ctx, ctx.actor, chatId, input);
  return written ? answerAtOnce(ctx, written, input) : sendLocked(ctx, chatId, input);
}

/** What the sender of a message that was written at once is told. */
export const answerAtOnce = ({ db }: Pick<Door, "db">, { actor, event }: WrittenAtOnce, input: SendMessageInput) =>
  answerSender(db, sideOf(actor), event, input, true);

/** As `sendMessage`, under the chat's lock, for whatever is not an ordinary message that nobody crosses. */
export function sendLocked(ctx: Context<Sender>, chatId: string, input: SendMessageInput): Promise<SentEntry> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const locked = await lockChat(tx, actor, chatId);
    const stored = await findSent(tx, actor, chatId, input);
    if (stored) return answerSender(tx, sideOf(actor), stored, input, false);
    if (actor.type === "operator" && locked.status !== "closed") await assertSeenAll(tx, actor, chatId, input);
    const chat = await readyForMessage({ tx, emit, touch }, actor, locked, input);
    const file = input.fileId ? await attachFile(tx, actor, chatId, input.fileId) : undefined;
    const { event: entry, change } = messageEntry(chat, actor, input, file);
    const appended = await appendEvent(tx, chat, entry, change);
    const event = { ...appended.event, senderName: actor.type === "operator" ? actor.name : null };
    if (actor.type === "operator") await noteReaction(tx, actor.operatorId, chat, event);
    await announce(tx, emit, appended.chat, event);
    return answerSender(tx, sideOf(actor), event, input, true);
  });
}

/** Answers of others that a writer is shown before they send all the same. */
const NEWER_MAX = 10;

async function assertSeenAll(tx: Transaction, actor: OperatorActor, chatId: string, input: SendMessageInput) {
  const isNewer = newerReply(actor, input);
  if (!isNewer || input.after === undefined) return;
  const [found] = await tx.select({ isNewer }).from(chats).where(eq(chats.id, chatId));
  if (!found?.isNewer) return;
  const rows = await listEventsAfter(tx, "operator", chatId, input.after, EVENTS_PAGE_MAX);
  const missed = rows
    .filter(
      ({ kind, senderType, senderId }) =>
        kind === "message" && senderType === "operator" && senderId !== actor.operatorId,
    )
    .slice(-NEWER_MAX)
    .flatMap((row) => toEventDto(row, "operator") ?? []);
  throw new DomainError("newer_reply", "Somebody else has answered meanwhile", {
    data: { state: await getChatState(tx, actor, chatId), missed },
  });
}

/** The chat in which the message may be written: reopened, or taken over, where the rules say so. */
async function readyForMessage(out: Outcome, actor: Sender, chat: ChatRow, input: SendMessageInput): Promise<ChatRow> {
  const { tx } = out;
  const now = await databaseNow(tx);
  const verdict =
    actor.type === "visitor"
      ? judgeVisitorSend(chat, { reopen: input.reopen ?? false, now })
      : judgeOperatorSend(chat, actor.operatorId, input.epoch);
  if (verdict === "ok") return chat;
  if (verdict === "reopen") {
    await assertNotBlocked(tx, chat.visitorId);
    return (await reopenChat(out, chat)).chat;
  }
  if (verdict === "take_over" && actor.type === "operator") {
    const { operatorId } = chat;
    if (operatorId) return (await takeFromOwner(out, { ...chat, operatorId }, actor, "answered")).chat;
    const decision = decidedByPerson("answered", await factsOf(tx, actor, chat.departmentId));
    return (await giveToOperator(out, chat, { kind: "claimed", operator: actor, decision, legEnd: "answered" })).chat;
  }
  const isClosed = verdict === "closed";
  throw new DomainError(
    isClosed ? "closed" : "not_owner",
    isClosed ? "This chat is closed" : "This chat is not yours",
    {
      data: { state: await getChatState(tx, actor, chat.id) },
    },
  );
}

async function findSent(
  tx: Transaction,
  actor: Sender,
  chatId: string,
  input: SendMessageInput,
): Promise<EventRow | null> {
  const { clientId, fileId = null, body } = input;
  const isSame = eq(chatEvents.clientId, clientId);
  const found = await tx
    .select({ event: chatEvents, file: files })
    .from(chatEvents)
    .leftJoin(files, eq(files.id, chatEvents.fileId))
    .where(
      and(
        eq(chatEvents.chatId, chatId),
        eq(chatEvents.senderType, actor.type),
        eq(chatEvents.senderId, actor.type === "visitor" ? actor.visitorId : actor.operatorId),
        fileId === null ? isSame : or(isSame, eq(chatEvents.fileId, fileId)),
      ),
    );
  const row = found.find(({ event }) => event.clientId === clientId) ?? found[0];
  if (!row) return null;
  const { event, file } = row;
  const isAsStored = event.kind === "message" && event.body === body && event.fileId === fileId;
  if (event.clientId === clientId && !isAsStored) {
    throw new DomainError("idempotency_mismatch", "This clientId was used for another message");
  }
  return { ...event, file, senderName: actor.type === "operator" ? actor.name : null };
}

/** The first answer of a leg is noted in it, and whoever reacts has missed nothing in a row. */
async function noteReaction(
  tx: Transaction,
  operatorId: string,
  { awaitingSince }: ChatRow,
  { chatId, createdAt }: EventRow,
) {
  if (!awaitingSince) return;
  await tx
    .update(legs)
    .set({ firstReplyAt: createdAt })
    .where(and(eq(legs.chatId, chatId), isNull(legs.releasedAt), isNull(legs.firstReplyAt)));
  await tx
    .update(operators)
    .set({ misses: 0 })
    .where(and(eq(operators.id, operatorId), gt(operators.misses, 0)));
}
