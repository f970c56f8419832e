import type { InboxChatDto } from "@/lib/chats/schemas";
import { myChats, unreadOf, waitingChats } from "@/lib/inbox/chat-lists";
import type { InboxState } from "@/lib/inbox/inbox-state";
import { type ListFilter, passes } from "./list-filter";
import type { PagedQuery, PagedRows } from "./paged-list";

/** What the server is asked for where a tab is read page by page; null: the snapshot has all of it. */
export function pagedQueryOf({ tab, departmentId, status, unread, unanswered, tagIds }: ListFilter): PagedQuery | null {
  if (tab !== "all" && tab !== "closed") return null;
  return {
    list: tab,
    ...(departmentId !== null && { department: departmentId }),
    ...(status !== null && { status }),
    ...(unread && { unread: "1" as const }),
    ...(unanswered && { unanswered: "1" as const }),
    ...(tagIds.length > 0 && { tags: tagIds.join(",") }),
  };
}

/** The rows of a tab, in its order. The opened chat stays where it is when opening it has made it read. */
export function rowsOf(state: InboxState, paged: PagedRows, filter: ListFilter): InboxChatDto[] {
  const isShown = (chat: InboxChatDto) =>
    passes(filter, chat, unreadOf(state, chat)) ||
    (filter.unread && chat.id === state.openedId && passes({ ...filter, unread: false }, chat, 0));
  switch (filter.tab) {
    case "queue":
      return waitingChats(state).filter(isShown);
    case "mine":
      return heldLast(myChats(state)).filter(isShown);
    case "all":
    case "closed":
      return paged.rows.map((chat) => newest(state, chat)).filter(isShown);
  }
}

const heldLast = (chats: readonly InboxChatDto[]) => [
  ...chats.filter(({ heldAt }) => heldAt === null),
  ...chats.filter(({ heldAt }) => heldAt !== null),
];

/** A row of the desk may have learnt more of the same chat by another way, such as the pulse or the opened timeline. */
function newest(state: InboxState, chat: InboxChatDto): InboxChatDto {
  const known = state.entries.get(chat.id)?.chat;
  return known && known.lastSeq >= chat.lastSeq && known.status === chat.status ? known : chat;
}
