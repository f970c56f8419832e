import { inArray } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { Emit, Touch } from "@/lib/context";
import { beginLegs, endLegs, type LegEnd, takeQueueLegs } from "@/lib/legs/change-legs";
import type { Decision } from "@/lib/routing/rules";
import type { ChatRules } from "@/lib/timeouts/arm-timers";
import { announceAll } from "./entries/announce";
import { appendEvent, appendEvents } from "./entries/append-event";
import { dropOutsider } from "./entries/drop-outsider";
import type { Appended, ChatChange, ChatRow, Entry } from "./entries/entry";

/** The transaction of a change, and what it tells outside of it once it is committed. */
export type Outcome = { tx: Transaction; emit: Emit; touch: Touch };

type OwnerEvent = "claimed" | "assigned" | "reassigned" | "accepted" | "taken_over";
type QueueEvent = "requeued" | "transferred" | "reopened" | "switched";

/** What a chat carries of its owner and of the turn; a new owner begins without it. */
const NO_OWNER_FACTS = {
  heldAt: null,
  snoozedUntil: null,
  markedUnreadAt: null,
  offeredOperatorId: null,
  offeredDepartmentId: null,
  offeredAt: null,
  overdueSince: null,
  onItAt: null,
  typedAt: null,
  typingPauseMs: 0,
} as const satisfies ChatChange;

type GiveTo = {
  kind: OwnerEvent;
  operator: { operatorId: string; name: string };
  decision: Decision;
  /** Facts of the entry besides the operator. */
  data?: Record<string, string>;
  /** How the present owner's leg ends; a queued chat's leg goes on as the operator's. */
  legEnd?: LegEnd;
  change?: ChatChange;
  rules?: ChatRules;
};

/**
 * Makes an operator the owner of a chat: the entry that says so, with its reasons, a new epoch, and the leg. The caller
 * holds the chat's lock and, where load counts, the operator's.
 * Emits the entry to the old and the new epoch's channel, and `chat.changed` to everybody whose lists it concerns.
 */
export const giveToOperator = async (out: Outcome, chat: ChatRow, give: GiveTo): Promise<Appended> =>
  (await giveToOperators(out, [{ chat, ...give }]))[0] ?? fail();

/** The same for different chats, with one statement for each thing that is written. */
export async function giveToOperators(
  out: Outcome,
  gives: readonly (GiveTo & { chat: ChatRow })[],
): Promise<Appended[]> {
  const given = await appendEvents(out.tx, gives.map(toOwnerEntry));
  const legs = given.map(({ before, chat, event }, index) => {
    const { operator, decision, legEnd = "transferred" } = gives[index] ?? fail();
    return { before, chat, event, operatorId: operator.operatorId, decision, reason: legEnd };
  });
  const [first] = legs;
  if (!first) return [];
  const isQueued = ({ before }: Appended) => before.status === "queued";
  await takeQueueLegs(out.tx, legs.filter(isQueued));
  const fromOwner = legs.filter((leg) => !isQueued(leg));
  await endLegs(out.tx, fromOwner);
  await beginLegs(
    out.tx,
    fromOwner.map(({ chat, event, operatorId, decision }) => ({
      chatId: chat.id,
      departmentId: chat.departmentId,
      operatorId,
      queuedAt: event.createdAt,
      assignedAt: event.createdAt,
      fromSeq: event.seq,
      decision,
    })),
  );
  const operatorIds = legs.map(({ operatorId }) => operatorId);
  await out.tx
    .update(operators)
    .set({ lastAssignedAt: first.event.createdAt })
    .where(inArray(operators.id, operatorIds));
  await tellMoved(out, given);
  return given;
}

function fail(): never {
  throw new Error("an entry that nobody asked for");
}

/** Both epochs, both departments, and who has lost the chat or the offer of it; and what waits there is looked at anew. */
async function tellMoved({ tx, emit, touch }: Outcome, moved: readonly Appended[]): Promise<void> {
  await announceAll(
    tx,
    emit,
    moved.map(({ before, chat, event }) => ({
      chat,
      event,
      audience: {
        epochs: before.epoch === chat.epoch ? [chat.epoch] : [before.epoch, chat.epoch],
        departmentIds: [before.departmentId],
        operatorIds: [before.operatorId, before.offeredOperatorId],
      },
    })),
  );
  for (const { before, chat } of moved) {
    await dropOutsider(tx, emit, before, chat);
    touch({ departmentId: before.departmentId });
    if (chat.status === "queued") touch({ departmentId: chat.departmentId });
    if (before.operatorId) touch({ operatorId: before.operatorId });
  }
}

const toOwnerEntry = ({
  chat,
  kind,
  operator,
  decision,
  data = {},
  change = {},
  rules,
}: GiveTo & { chat: ChatRow }): Entry => ({
  chat,
  event: {
    kind,
    senderType: "system",
    data: { ...data, operatorName: operator.name, operatorId: operator.operatorId },
    internal: { decision },
  },
  change: {
    ...NO_OWNER_FACTS,
    ...unreadFor(chat),
    ...change,
    status: "active",
    operatorId: operator.operatorId,
    preferredOperatorId: null,
    epoch: chat.epoch + 1,
    stamps: ["assignedAt", "idleSince"],
  },
  rules,
});

/** What the last owner read without answering is news to the next one. */
const unreadFor = ({ awaitingSince, unreadCount, lastVisitorSeq }: ChatRow): ChatChange =>
  awaitingSince && unreadCount === 0 ? { unreadCount: 1, operatorReadSeq: lastVisitorSeq - 1 } : {};

type ToQueue = {
  kind: QueueEvent;
  data?: Record<string, string>;
  note?: string;
  legEnd: LegEnd;
  change?: ChatChange;
};

/**
 * Puts a chat into the queue of its (or, by `change.departmentId`, another) department with the waiting time that it
 * has, and begins a leg of the queue. The caller holds the chat's lock.
 */
export async function returnToQueue(
  out: Outcome,
  chat: ChatRow,
  { kind, data = {}, note, legEnd, change = {} }: ToQueue,
): Promise<Appended> {
  const queued = await appendEvent(
    out.tx,
    chat,
    { kind, senderType: "system", data, ...(note && { internal: { note } }) },
    {
      ...NO_OWNER_FACTS,
      assignedAt: null,
      ...(kind === "requeued" && lostBy(chat)),
      ...change,
      status: "queued",
      operatorId: null,
      closedAt: null,
      closeReason: null,
      epoch: chat.epoch + 1,
      stamps: ["idleSince", ...(change.stamps ?? [])],
    },
  );
  const { createdAt, seq } = queued.event;
  if (chat.status !== "closed") await endLegs(out.tx, [{ ...queued, reason: legEnd }]);
  await beginLegs(out.tx, [
    { chatId: chat.id, departmentId: queued.chat.departmentId, queuedAt: createdAt, fromSeq: seq },
  ]);
  await tellMoved(out, [queued]);
  return queued;
}

/** Theirs again when they are back first; but not back from somebody else in the same turn. */
const lostBy = ({ operatorId, awaitingSince, triedOperatorIds }: ChatRow): ChatChange =>
  operatorId && awaitingSince
    ? { preferredOperatorId: operatorId, triedOperatorIds: [...triedOperatorIds, operatorId] }
    : {};

type End = "operator" | "visitor" | "idle" | "abandoned" | "left_contact" | "never_wrote";

/** `asksRating` false: this chat's visitor is not asked how it was. */
type EndedBy = { operatorId: string; name: string; asksRating?: boolean };

/**
 * Ends a chat: one entry with the reason, the leg, and no clock any more. The caller holds the chat's lock.
 */
export const endChat = async (out: Outcome, chat: ChatRow, reason: End, by?: EndedBy): Promise<Appended> =>
  (await endChats(out, [chat], reason, by))[0] ?? fail();

/** The same for different chats that end for one reason. */
export async function endChats(
  out: Outcome,
  chats: readonly ChatRow[],
  reason: End,
  by?: EndedBy,
): Promise<Appended[]> {
  const data = {
    reason,
    ...(by && { operatorName: by.name, operatorId: by.operatorId }),
    ...(by?.asksRating === false && { rating: "off" }),
  };
  const change: ChatChange = { ...NO_OWNER_FACTS, status: "closed", closeReason: reason, stamps: ["closedAt"] };
  const closed = await appendEvents(
    out.tx,
    chats.map((chat) => ({ chat, event: { kind: "closed", senderType: "system", data }, change })),
  );
  await endLegs(
    out.tx,
    closed.map((one) => ({ ...one, reason: legEndOf(one.before, reason) })),
  );
  await tellMoved(out, closed);
  return closed;
}

/** Whoever goes while they wait has left; what never had a word of the visitor was left, too, and not missed. */
function legEndOf(chat: ChatRow, reason: End): LegEnd {
  if (reason === "idle") return "idle";
  if (reason === "operator") return "closed";
  return chat.status === "queued" || reason === "never_wrote" ? "left" : "closed";
}
