import type { ChatStatus } from "./schemas";

type ChatFacts = { status: ChatStatus; operatorId: string | null; epoch: number };
export type SendVerdict = "ok" | "closed" | "not_owner";

/** May a visitor write here? Queued and active chats take texts; a closed one does not. */
export const judgeVisitorSend = (chat: Pick<ChatFacts, "status">): SendVerdict =>
  chat.status === "closed" ? "closed" : "ok";

/**
 * May this operator write here? Only the present owner, knowing the present epoch: so of two operators who both believe
 * to own a chat, one is refused with the state as it is.
 */
export function judgeOperatorSend(chat: ChatFacts, operatorId: string, epoch: number | undefined): SendVerdict {
  if (chat.status === "closed") return "closed";
  if (chat.status !== "active" || chat.operatorId !== operatorId) return "not_owner";
  return epoch !== undefined && epoch !== chat.epoch ? "not_owner" : "ok";
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
