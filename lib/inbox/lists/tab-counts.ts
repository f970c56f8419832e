import { type ChatCondition, CLOSED_COUNT_MAX } from "@/lib/chats/lists/list-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { myChats, unreadOf, waitingChats } from "@/lib/inbox/chat-lists";
import type { InboxState } from "@/lib/inbox/inbox-state";
import { VIEW_COUNT_MAX } from "@/lib/views/rules";
import type { InboxCountsDto } from "@/lib/views/schemas";
import { conditionOf, type ListFilter, settled, showsCondition } from "./list-filter";

/** What the server counted last; null before the first counting. */
export type ListCounts = InboxCountsDto | null;

/** A number of chats; `isMore`: there are more of them, uncounted. */
export type Count = { count: number; isMore: boolean };

/** Chats that are alike in all that the inbox can be filtered by. */
type Facet = {
  departmentId: string;
  condition: ChatCondition | "closed";
  unread: boolean;
  unanswered: boolean;
  count: number;
};

const facetOf = (state: InboxState, chat: InboxChatDto): Facet => ({
  departmentId: chat.department.id,
  condition: conditionOf(chat),
  unread: unreadOf(state, chat) > 0,
  unanswered: chat.awaitingSince !== null,
  count: 1,
});

/** Of the tabs that the snapshot has whole, what this browser sees; of All, what the server counted last. */
function facetsOf(state: InboxState, counts: ListCounts, { tab, tagIds }: ListFilter): readonly Facet[] {
  const isTagged = ({ tags }: InboxChatDto) => tagIds.length === 0 || tags.some(({ id }) => tagIds.includes(id));
  const facet = (chat: InboxChatDto) => facetOf(state, chat);
  if (tab === "queue") return waitingChats(state).filter(isTagged).map(facet);
  if (tab === "mine") return myChats(state).filter(isTagged).map(facet);
  return tab === "all" ? (counts?.open ?? []) : [];
}

/** How many chats a filter would show. Null: nobody has counted them. */
export function countOf(state: InboxState, counts: ListCounts, wanted: ListFilter): Count | null {
  const filter = settled(wanted);
  const { tab, departmentId, tagIds } = filter;
  // By tags the server lists chats, and does not count them.
  if ((tab === "all" || tab === "closed") && tagIds.length > 0) return null;
  if (tab === "closed") {
    if (!counts || departmentId !== null) return null;
    return { count: Math.min(counts.closed, CLOSED_COUNT_MAX), isMore: counts.closed > CLOSED_COUNT_MAX };
  }
  if (tab === "all" && !counts) return null;
  const count = facetsOf(state, counts, filter)
    .filter(
      (facet) =>
        (departmentId === null || facet.departmentId === departmentId) &&
        showsCondition(filter, facet.condition) &&
        (!filter.unread || facet.unread) &&
        (!filter.unanswered || facet.unanswered),
    )
    .reduce((sum, facet) => sum + facet.count, 0);
  const isWhole = departmentId === null && tagIds.length === 0 && !filter.unread && !filter.unanswered;
  const unlisted = tab === "queue" ? state.unlistedWaiting : 0;
  return isWhole ? { count: count + unlisted, isMore: false } : { count, isMore: unlisted > 0 };
}

/** The same of a saved view, some of which the server counts one by one. */
export function countOfView(
  state: InboxState,
  counts: ListCounts,
  view: { id: string; query: ListFilter },
): Count | null {
  const known = countOf(state, counts, view.query);
  const counted = counts?.views[view.id];
  if (known || counted === undefined) return known;
  return { count: Math.min(counted, VIEW_COUNT_MAX), isMore: counted > VIEW_COUNT_MAX };
}
