import { CHAT_CONDITIONS, type ChatCondition } from "@/lib/chats/lists/list-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { FILTER_TAGS_MAX } from "@/lib/views/rules";

export const LIST_TABS = ["queue", "mine", "all", "closed"] as const;
export type ListTab = (typeof LIST_TABS)[number];

/** What the list shows. It stands in the address, so that a reload and a link show the same. */
export type ListFilter = {
  tab: ListTab;
  departmentId: string | null;
  /** Only where chats of several kinds are listed. */
  status: ChatCondition | null;
  unread: boolean;
  unanswered: boolean;
  /** Chats with any of these tags; none: all. */
  tagIds: readonly string[];
};

export const DEFAULT_FILTER: ListFilter = {
  tab: "mine",
  departmentId: null,
  status: null,
  unread: false,
  unanswered: false,
  tagIds: [],
};

/** The conditions between which a choice makes sense on each tab. */
export const TAB_CONDITIONS: Record<ListTab, readonly ChatCondition[]> = {
  queue: [],
  mine: ["active", "held", "snoozed"],
  all: CHAT_CONDITIONS,
  closed: [],
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Leaves out what has no meaning on the filter's tab: of closed chats there is nothing to answer. */
export function settled(filter: ListFilter): ListFilter {
  const { tab, status } = filter;
  const keepsStatus = status !== null && TAB_CONDITIONS[tab].includes(status);
  const isOpen = tab !== "closed";
  return {
    ...filter,
    status: keepsStatus ? status : null,
    unread: isOpen && filter.unread,
    unanswered: isOpen && filter.unanswered,
  };
}

/** Reads a filter from an address; what is unknown there counts for nothing. */
export function readFilter(search: URLSearchParams): ListFilter {
  const departmentId = search.get("department");
  return settled({
    tab: LIST_TABS.find((tab) => tab === search.get("tab")) ?? DEFAULT_FILTER.tab,
    departmentId: departmentId !== null && UUID.test(departmentId) ? departmentId.toLowerCase() : null,
    status: CHAT_CONDITIONS.find((one) => one === search.get("status")) ?? null,
    unread: search.get("unread") === "1",
    unanswered: search.get("unanswered") === "1",
    tagIds: readTags(search.get("tags")),
  });
}

const readTags = (text: string | null) =>
  [...new Set((text ?? "").toLowerCase().split(","))].filter((id) => UUID.test(id)).slice(0, FILTER_TAGS_MAX);

/** Writes a filter into the parameters of an address, and leaves the others there alone. */
export function writeFilter(filter: ListFilter, into: URLSearchParams): URLSearchParams {
  const search = new URLSearchParams(into);
  const { tab, departmentId, status, unread, unanswered, tagIds } = settled(filter);
  const put = (name: string, value: string | null) => (value === null ? search.delete(name) : search.set(name, value));
  put("tab", tab === DEFAULT_FILTER.tab ? null : tab);
  put("department", departmentId);
  put("status", status);
  put("unread", unread ? "1" : null);
  put("unanswered", unanswered ? "1" : null);
  put("tags", tagIds.length > 0 ? tagIds.join(",") : null);
  return search;
}

export const conditionOf = ({ status, heldAt, snoozedUntil }: InboxChatDto): ChatCondition | "closed" => {
  if (status === "closed") return "closed";
  if (status === "queued") return "waiting";
  return heldAt === null ? "active" : snoozedUntil === null ? "held" : "snoozed";
};

/** What was laid aside is out of sight among one's own chats, until it is asked for. */
export const showsCondition = (
  { tab, status }: Pick<ListFilter, "tab" | "status">,
  condition: ReturnType<typeof conditionOf>,
) => (status === null ? tab !== "mine" || condition !== "snoozed" : condition === status);

/** Whether a chat passes everything but the tab; `unread` is its number for who looks. */
export function passes(filter: ListFilter, chat: InboxChatDto, unread: number): boolean {
  const { departmentId, tagIds } = filter;
  return (
    (departmentId === null || chat.department.id === departmentId) &&
    showsCondition(filter, conditionOf(chat)) &&
    (tagIds.length === 0 || chat.tags.some(({ id }) => tagIds.includes(id))) &&
    (!filter.unread || unread > 0) &&
    (!filter.unanswered || chat.awaitingSince !== null)
  );
}
