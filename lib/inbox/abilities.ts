import type { InboxChatDto } from "@/lib/chats/schemas";
import { canSayOnIt } from "@/lib/inbox/chat-clock";
import { isMine } from "@/lib/inbox/chat-lists";
import type { InboxState } from "@/lib/inbox/inbox-state";

/** What an operator may do with a chat at this moment; the server judges again. */
export type Abilities = Record<
  "accept" | "sayOnIt" | "hold" | "resume" | "snooze" | "transfer" | "close" | "takeOver" | "answerInstead" | "review",
  boolean
>;

/**
 * The owner does most of it, whoever supervises may close and hand on as well, and members take or hand on what waits.
 * Whoever supervises takes a colleague's chat over, and any member may answer in it, which makes it theirs.
 * While a chat is offered its owner goes on answering, but neither parks it nor offers it a second time.
 */
export function abilitiesOf(
  chat: InboxChatDto,
  { operator, departments }: Pick<InboxState, "operator" | "departments">,
): Abilities {
  const mine = isMine(chat, operator.id);
  const isOver = mine || operator.role !== "operator";
  const isMember = departments.some(({ id }) => id === chat.department.id);
  const isOthers = chat.status === "active" && !mine && (isMember || operator.role === "admin");
  const isWaiting = chat.status === "queued" && isMember;
  const isOffered = chat.offer !== null;
  const isHeld = chat.heldAt !== null;
  return {
    accept: isWaiting,
    sayOnIt: mine && canSayOnIt(chat),
    hold: mine && !isHeld && !isOffered,
    resume: mine && isHeld,
    snooze: chat.status === "active" && isOver && !isOffered,
    transfer: isWaiting || (chat.status !== "closed" && isOver && !isOffered),
    close: chat.status !== "closed" && isOver,
    takeOver: isOthers && operator.role !== "operator",
    review: chat.status === "closed" && operator.role !== "operator" && (isMember || operator.role === "admin"),
    answerInstead: isOthers && operator.role === "operator" && chat.offer?.operatorId !== operator.id,
  };
}
