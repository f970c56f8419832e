/** Longer than two pulses of a page in the background: whoever was not heard of for this long has left. */
export const HERE_MS = 90_000;
/** Who comes back within this time has not come anew; after it nothing is kept of where they were. */
export const FORGOTTEN_AFTER_MS = 30 * 60_000;
/** Visitors of one list. */
export const VISITORS_MAX = 500;

type Filtered = {
  state: string;
  chats: number;
  department: { id: string } | null;
  page: { url: string; title: string | null };
};
/** Empty texts filter nothing. */
export type BoardFilter = { page: string; state: string; departmentId: string };
export const NO_FILTER: BoardFilter = { page: "", state: "", departmentId: "" };

/** Several states at once. `returning`: whoever had a chat before the present one; `withChat`: whoever has one now. */
export const STATE_GROUPS = ["returning", "withChat"] as const;

function isInState({ state, chats }: Filtered, wanted: string): boolean {
  const hasChat = state === "waiting" || state === "chatting";
  if (wanted === "withChat") return hasChat;
  return wanted === "returning" ? chats > (hasChat ? 1 : 0) : wanted === "" || state === wanted;
}

/** Visitors on the company's pages belong to every department. */
export function filterVisitors<V extends Filtered>(visitors: readonly V[], filter: BoardFilter): V[] {
  const word = filter.page.trim().toLowerCase();
  return visitors.filter((visitor) => {
    const { department, page } = visitor;
    return (
      isInState(visitor, filter.state) &&
      (filter.departmentId === "" || department === null || department.id === filter.departmentId) &&
      (word === "" || `${page.url}\n${page.title ?? ""}`.toLowerCase().includes(word))
    );
  });
}
