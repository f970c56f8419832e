import type { InboxChatDto } from "@/lib/chats/schemas";
import type { InboxState } from "@/lib/inbox/inbox-state";

export const chatOf = (state: InboxState, chatId: string | null) =>
  chatId === null ? undefined : state.entries.get(chatId)?.chat;

/** A chat is mine while it is open and I own it, also while it is offered to somebody. */
export const isMine = (chat: InboxChatDto, operatorId: string) =>
  chat.status === "active" && chat.owner?.id === operatorId;

/** Somebody wants to hand this chat to me; until I accept it stays theirs. */
export const isOfferedTo = (chat: InboxChatDto, operatorId: string) =>
  chat.status === "active" && chat.offer?.operatorId === operatorId && chat.owner?.id !== operatorId;

const byArrival = (one: InboxChatDto, other: InboxChatDto) =>
  other.priority - one.priority ||
  Date.parse(one.queuedSince) - Date.parse(other.queuedSince) ||
  (one.id < other.id ? -1 : 1);

const lastActivity = (chat: InboxChatDto) => Date.parse(chat.lastMessage?.at ?? chat.createdAt);

const byActivity = (one: InboxChatDto, other: InboxChatDto) =>
  lastActivity(other) - lastActivity(one) || (one.id < other.id ? -1 : 1);

/** Offers without an end come last. */
const offerEnd = ({ offer }: InboxChatDto) => (offer?.expiresAt ? Date.parse(offer.expiresAt) : Number.MAX_VALUE);

function rowsOf(state: InboxState, departmentId: string | null, wanted: (chat: InboxChatDto) => boolean) {
  const isMember = new Set(state.departments.map(({ id }) => id));
  const rows: InboxChatDto[] = [];
  for (const { chat } of state.entries.values()) {
    if (departmentId !== null && chat.department.id !== departmentId) continue;
    if (wanted(chat) && (chat.status !== "queued" || isMember.has(chat.department.id))) rows.push(chat);
  }
  return rows;
}

/** The queue, next first. */
export const waitingChats = (state: InboxState, departmentId: string | null = null) =>
  rowsOf(state, departmentId, (chat) => chat.status === "queued").sort(byArrival);

/** My open chats, held ones too, the one with the newest message first. */
export const myChats = (state: InboxState, departmentId: string | null = null) =>
  rowsOf(state, departmentId, (chat) => isMine(chat, state.operator.id)).sort(byActivity);

/** Chats that are offered to me, of whatever department; the one that ends first comes first. */
export const offeredChats = (state: InboxState) =>
  rowsOf(state, null, (chat) => isOfferedTo(chat, state.operator.id)).sort(
    (one, other) => offerEnd(one) - offerEnd(other) || (one.id < other.id ? -1 : 1),
  );

/**
 * Messages of the visitor that this operator has not read: in a chat of their own, in one that waits, and in a colleague's
 * that they have opened before. What this tab has read counts before the server knows: its number is of an earlier moment
 * then, and cannot be more than the entries behind the mark.
 */
export function unreadOf(state: InboxState, chat: InboxChatDto): number {
  if (chat.status === "closed") return 0;
  const { readSeq, unread } = ownReadsOf(state, chat);
  const read = Math.max(readSeq, state.read[chat.id] ?? 0);
  const count = Math.max(0, Math.min(unread, chat.lastVisitorSeq - read));
  return chat.isMarkedUnread && isMine(chat, state.operator.id) ? Math.max(1, count) : count;
}

function ownReadsOf({ operator, read }: InboxState, chat: InboxChatDto): { readSeq: number; unread: number } {
  if (isMine(chat, operator.id)) return chat;
  if (chat.own) return chat.own;
  if (chat.status === "queued") return { readSeq: 0, unread: chat.unread };
  // Opened in this tab just now: whatever comes after is news.
  const seq = read[chat.id];
  return seq === undefined ? NOTHING : { readSeq: seq, unread: chat.lastVisitorSeq - seq };
}

const NOTHING = { readSeq: 0, unread: 0 };

/** What the tab's title counts: offers, chats that wait, and unread messages of my own chats. */
export function attentionCount(state: InboxState): number {
  const unread = myChats(state).reduce((sum, chat) => sum + unreadOf(state, chat), 0);
  return offeredChats(state).length + waitingChats(state).length + state.unlistedWaiting + unread;
}

/** A chat of mine that takes a slot. */
export const isInSlot = (chat: InboxChatDto | undefined, operatorId: string) =>
  chat !== undefined && isMine(chat, operatorId) && chat.heldAt === null;
