import type { AlertKind } from "@/lib/alerts/rules";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { chatOf, isMine, isOfferedTo, unreadOf } from "@/lib/inbox/chat-lists";
import type { InboxState } from "@/lib/inbox/inbox-state";

/**
 * Something that deserves a sound and a notification: a chat became mine, is offered to me, began to wait for somebody,
 * or has a new message.
 */
export type Alert = { kind: Extract<AlertKind, "chat" | "offer" | "waiting" | "message">; chat: InboxChatDto };

/**
 * What happened between two states of the inbox that its operator should hear of. What became mine by my own hand is no
 * news: `takenIds` are the chats that I am taking at this moment.
 */
export function alertsBetween(before: InboxState, after: InboxState, takenIds: ReadonlySet<string>): Alert[] {
  const alerts: Alert[] = [];
  if (before.entries === after.entries) return alerts;
  const me = after.operator.id;
  const departments = new Set(before.departments.map(({ id }) => id));
  for (const [id, { chat }] of after.entries) {
    const known = before.entries.get(id)?.chat;
    if (known === chat) continue;
    if (chat.status === "queued" && known?.status !== "queued") {
      // The queue of a department that I just joined is no news: its chats have been waiting all along.
      if (departments.has(chat.department.id)) alerts.push({ kind: "waiting", chat });
    } else if (isOfferedTo(chat, me)) {
      if (!known || !isOfferedTo(known, me)) alerts.push({ kind: "offer", chat });
    } else if (isMine(chat, me)) {
      const wasMine = known !== undefined && isMine(known, me);
      if (!wasMine && !takenIds.has(id)) alerts.push({ kind: "chat", chat });
      else if (wasMine && isNewerMessage(chat, known) && unreadOf(after, chat) > 0)
        alerts.push({ kind: "message", chat });
    }
  }
  return alerts;
}

const isNewerMessage = ({ lastMessage }: InboxChatDto, known: InboxChatDto) =>
  lastMessage?.by === "visitor" && lastMessage.at > (known.lastMessage?.at ?? "");

/**
 * Where chats are given out by themselves, one that waits is nobody's business for a moment; in a department that works
 * by hand it is everybody's at once.
 */
export const mayBeGivenOut = ({ departments }: InboxState, { department }: InboxChatDto) =>
  departments.find(({ id }) => id === department.id)?.strategy !== "manual";

/** Whether nobody needs to hear any more what was told about a chat: it was taken, read, or went elsewhere. */
export function isOver(kind: AlertKind, chatId: string, state: InboxState): boolean {
  const chat = chatOf(state, chatId);
  switch (kind) {
    case "waiting":
      return chat?.status !== "queued";
    case "offer":
      return !chat || !isOfferedTo(chat, state.operator.id);
    case "chat":
    case "message":
      return !chat || !isMine(chat, state.operator.id) || unreadOf(state, chat) === 0;
    case "mention":
      return state.openedId === chatId;
    case "supervisor":
      return state.openedId === chatId || chat?.status === "closed";
  }
}
