/** Characters of a view's name. */
export const VIEW_NAME_MAX = 40;
/** Personal views of one operator, and views that are shared with one department (or with everybody). */
export const VIEWS_MAX = 30;
/** Tags that one list can be narrowed to. */
export const FILTER_TAGS_MAX = 10;

/** What a view asks of the inbox's list; an empty list of tags asks for none in particular. */
export type ViewQuery = {
  tab: "queue" | "mine" | "all" | "closed";
  departmentId: string | null;
  status: "waiting" | "active" | "held" | "snoozed" | null;
  unread: boolean;
  unanswered: boolean;
  tagIds: string[];
};

/** A view counts its chats up to here. */
export const VIEW_COUNT_MAX = 100;
/** Views of one operator that are counted apart from the inbox's own counts. */
export const COUNTED_VIEWS_MAX = 20;

/** The inbox counts its chats by department and state; of tags, and of a department's closed chats, it counts nothing. */
export const isCountedApart = ({
  tab,
  departmentId,
  tagIds,
}: Pick<ViewQuery, "tab" | "departmentId"> & { tagIds: readonly string[] }): boolean =>
  (tab === "all" && tagIds.length > 0) || (tab === "closed" && (tagIds.length > 0 || departmentId !== null));

type Actor = { operatorId: string; role: "operator" | "supervisor" | "admin" };
export type ViewAudience = { operatorId: string | null; departmentId: string | null };

/**
 * Who may make, change and delete a view: a personal one its operator; one that is shared with a department who
 * supervises it (`isMember`) and admins; one for everybody admins alone.
 */
export function mayChangeView(actor: Actor, view: ViewAudience, isMember: boolean): boolean {
  if (view.operatorId !== null) return view.operatorId === actor.operatorId;
  if (actor.role === "admin") return true;
  return actor.role === "supervisor" && view.departmentId !== null && isMember;
}
