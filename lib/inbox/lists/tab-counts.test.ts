import { describe, expect, test } from "vitest";
import { CLOSED_COUNT_MAX } from "@/lib/chats/lists/list-schemas";
import { inboxReducer, initialInbox } from "@/lib/inbox/inbox-state";
import { inboxOf, instant, mineRow, OTHER, row, SALES, uuid } from "@/lib/inbox/test-rows";
import { VIEW_COUNT_MAX } from "@/lib/views/rules";
import { DEFAULT_FILTER, type ListFilter } from "./list-filter";
import { rowsOf } from "./rows-of";
import { countOf, countOfView, type ListCounts } from "./tab-counts";

const filter = (change: Partial<ListFilter>): ListFilter => ({ ...DEFAULT_FILTER, ...change });
const state = initialInbox(
  inboxOf([row(1), row(2)], [mineRow(3), mineRow(4, { heldAt: instant(9), unread: 0, awaitingSince: null })], {
    waitingCount: 700,
  }),
  null,
);
const counts: ListCounts = {
  open: [
    { departmentId: SALES.id, condition: "waiting", unread: true, unanswered: true, count: 700 },
    { departmentId: SALES.id, condition: "active", unread: false, unanswered: true, count: 40 },
    { departmentId: uuid(801), condition: "held", unread: false, unanswered: false, count: 2 },
  ],
  closed: CLOSED_COUNT_MAX + 1,
  views: { [uuid(900)]: 7, [uuid(901)]: VIEW_COUNT_MAX + 1 },
};
const EMPTY = { query: null, rows: [], isDone: false, isReading: false, failure: null };

describe("the number beside a tab and a filter", () => {
  test.each([
    [{ tab: "queue" }, 700, false],
    [{ tab: "queue", unread: true }, 2, true],
    [{ tab: "mine" }, 2, false],
    [{ tab: "mine", status: "held" }, 1, false],
    [{ tab: "mine", unread: true }, 1, false],
    [{ tab: "all" }, 742, false],
    [{ tab: "all", departmentId: SALES.id, unanswered: true }, 740, false],
    [{ tab: "all", status: "held", unread: true }, 0, false],
    [{ tab: "closed" }, CLOSED_COUNT_MAX, true],
  ] as const)("%j", (change, count, isMore) => {
    expect(countOf(state, counts, filter(change))).toEqual({ count, isMore });
  });

  test("is left out where nobody has counted", () => {
    expect(countOf(state, null, filter({ tab: "all" }))).toBeNull();
    expect(countOf(state, counts, filter({ tab: "closed", departmentId: SALES.id }))).toBeNull();
  });
});

test("the number beside a view is the server's where the browser cannot count", () => {
  const tagged = filter({ tab: "closed", tagIds: [uuid(700)] });
  expect(countOfView(state, counts, { id: uuid(900), query: tagged })).toEqual({ count: 7, isMore: false });
  expect(countOfView(state, counts, { id: uuid(901), query: tagged })).toEqual({ count: VIEW_COUNT_MAX, isMore: true });
  expect(countOfView(state, counts, { id: uuid(902), query: tagged })).toBeNull();
  expect(countOfView(state, counts, { id: uuid(900), query: filter({ tab: "mine" }) })?.count).toBe(2);
});

describe("the rows of a tab", () => {
  test("are those that its number counts, held ones last", () => {
    expect(rowsOf(state, EMPTY, filter({ tab: "mine" })).map(({ id }) => id)).toEqual([uuid(3), uuid(4)]);
    expect(rowsOf(state, EMPTY, filter({ tab: "queue", unanswered: true }))).toHaveLength(2);
  });

  test("keep the opened chat among the unread ones when opening has made it read", () => {
    const opened = inboxReducer(state, { type: "opened", chatId: uuid(3) });
    const read = inboxReducer(opened, { type: "read", chatId: uuid(3), seq: 2 });
    expect(rowsOf(read, EMPTY, filter({ unread: true })).map(({ id }) => id)).toEqual([uuid(3)]);
    expect(countOf(read, counts, filter({ unread: true }))?.count).toBe(0);
  });

  test("opening a chat leaves it unanswered", () => {
    const read = inboxReducer(state, { type: "read", chatId: uuid(3), seq: 2 });
    expect(countOf(read, counts, filter({ unanswered: true }))?.count).toBe(1);
  });

  test("a colleague's chat is unread from its first opening on", () => {
    const theirs = mineRow(5, { owner: OTHER, unread: 4 });
    const heard = inboxReducer(state, { type: "row", chat: theirs });
    const paged = { ...EMPTY, rows: [theirs] };
    const unread = filter({ tab: "all", unread: true });
    expect(rowsOf(heard, paged, unread)).toEqual([]);
    const read = inboxReducer(heard, { type: "read", chatId: uuid(5), seq: 2 });
    const later = inboxReducer(read, { type: "row", chat: { ...theirs, lastSeq: 4, lastVisitorSeq: 4 } });
    expect(rowsOf(later, paged, unread)).toHaveLength(1);
  });
});
