import { REOPEN_WITHIN_HOURS } from "./input-schemas";
import type { ChatStatus } from "./schemas";

type ChatFacts = { status: ChatStatus; operatorId: string | null; epoch: number };
/** `reopen` and `take_over`: it may, and changes whose the chat is. */
export type SendVerdict = "ok" | "reopen" | "take_over" | "closed" | "not_owner";

const HOUR_MS = 3_600_000;

/**
 * May a visitor write here? Queued and active chats take texts. A closed one is reopened by a visitor who knows that it
 * is closed, within 24 h, unless it was spam; a text that crossed with the close is refused, and its writer decides.
 */
export function judgeVisitorSend(
  chat: { status: ChatStatus; closedAt: Date | null; spamAt?: Date | null },
  { reopen, now }: { reopen: boolean; now: Date },
): SendVerdict {
  if (chat.status !== "closed") return "ok";
  const isFresh = chat.closedAt !== null && now.getTime() - chat.closedAt.getTime() <= REOPEN_WITHIN_HOURS * HOUR_MS;
  return reopen && isFresh && !chat.spamAt ? "reopen" : "closed";
}

/**
 * May this operator write here? The owner, knowing the present epoch. Another member who knows the present epoch, and so
 * sees whose the chat is, becomes the owner by writing. A former owner writes with an old epoch and is refused with the
 * state as it is.
 */
export function judgeOperatorSend(chat: ChatFacts, operatorId: string, epoch: number | undefined): SendVerdict {
  if (chat.status === "closed") return "closed";
  if (epoch !== undefined && epoch !== chat.epoch) return "not_owner";
  if (chat.status === "active" && chat.operatorId === operatorId) return "ok";
  return epoch === undefined ? "not_owner" : "take_over";
}

/** Who may end a chat: its visitor, its owner, and whoever supervises its department. */
export function mayClose(
  chat: { visitorId: string; operatorId: string | null },
  actor:
    | { type: "visitor"; visitorId: string }
    | { type: "operator"; operatorId: string; role: "operator" | "supervisor" | "admin" },
): boolean {
  if (actor.type === "visitor") return actor.visitorId === chat.visitorId;
  return chat.operatorId === actor.operatorId || actor.role !== "operator";
}
