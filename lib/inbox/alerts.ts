import type { InboxChatDto } from "@/lib/chats/schemas";
import { type InboxState, isMine, unreadOf } from "@/lib/inbox/inbox-state";

/** Something that deserves a sound and a notification. */
export type Alert = { kind: "chat" | "message"; chat: InboxChatDto };

/**
 * What happened between two states of the inbox that its operator should hear of: a chat began to wait (or became
 * mine without my doing: `claimedIds` are those that I took here), or a visitor wrote in a chat of mine and it is not read yet.
 */
export function alertsBetween(before: InboxState, after: InboxState, claimedIds: ReadonlySet<string>): Alert[] {
  const alerts: Alert[] = [];
  if (before.entries === after.entries) return alerts;
  const departments = new Set(before.departments.map(({ id }) => id));
  for (const [id, { chat }] of after.entries) {
    const known = before.entries.get(id)?.chat;
    if (known === chat) continue;
    if (chat.status === "queued" && known?.status !== "queued") {
      // The queue of a department that I just joined is no news: its chats have been waiting all along.
      if (departments.has(chat.department.id)) alerts.push({ kind: "chat", chat });
    } else if (isMine(chat, after.operator.id)) {
      const wasMine = known !== undefined && isMine(known, after.operator.id);
      if (!wasMine && !claimedIds.has(id)) alerts.push({ kind: "chat", chat });
      else if (wasMine && isNewerMessage(chat, known) && unreadOf(after, chat) > 0)
        alerts.push({ kind: "message", chat });
    }
  }
  return alerts;
}

const isNewerMessage = ({ lastMessage }: InboxChatDto, known: InboxChatDto) =>
  lastMessage?.by === "visitor" && lastMessage.at > (known.lastMessage?.at ?? "");
