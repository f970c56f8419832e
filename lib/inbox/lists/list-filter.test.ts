import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHAT_CONDITIONS } from "@/lib/chats/lists/list-schemas";
import { instant, mineRow, row, SALES, uuid } from "@/lib/inbox/test-rows";
import { DEFAULT_FILTER, LIST_TABS, type ListFilter, passes, readFilter, settled, writeFilter } from "./list-filter";

const filters: fc.Arbitrary<ListFilter> = fc.record({
  tab: fc.constantFrom(...LIST_TABS),
  departmentId: fc.option(fc.constant(uuid(7))),
  status: fc.option(fc.constantFrom(...CHAT_CONDITIONS)),
  unread: fc.boolean(),
  unanswered: fc.boolean(),
  tagIds: fc.uniqueArray(fc.constantFrom(uuid(71), uuid(72), uuid(73))),
});

describe("a filter in the address", () => {
  test("is read back as it was written, and leaves other parameters alone", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const search = writeFilter(filter, new URLSearchParams("q=pan"));
        expect(readFilter(search)).toEqual(settled(filter));
        expect(search.get("q")).toBe("pan");
      }),
    );
  });

  test("writes nothing for the list that one sees first", () => {
    expect(writeFilter(DEFAULT_FILTER, new URLSearchParams("tab=all&unread=1")).toString()).toBe("");
  });

  test("counts for nothing where it is unknown, or has no meaning on its tab", () => {
    expect(readFilter(new URLSearchParams("tab=x&department=y&status=z&unread=2&unanswered="))).toEqual(DEFAULT_FILTER);
    const closed = readFilter(new URLSearchParams("tab=closed&status=held&unread=1&unanswered=1"));
    expect(closed).toEqual({ ...DEFAULT_FILTER, tab: "closed" });
    expect(readFilter(new URLSearchParams("tab=mine&status=waiting")).status).toBeNull();
  });
});

describe("a chat passes", () => {
  const held = mineRow(1, { heldAt: instant(9), awaitingSince: null });
  const snoozed = mineRow(1, { heldAt: instant(9), snoozedUntil: instant(99) });
  const tagged = row(1, { tags: [{ id: uuid(72), name: "Refund", color: "red" }] });
  test.each([
    [{ departmentId: SALES.id }, row(1), 0, true],
    [{ departmentId: uuid(801) }, row(1), 0, false],
    [{ status: "waiting" }, row(1), 0, true],
    [{ status: "waiting" }, mineRow(1), 0, false],
    [{ status: "active" }, mineRow(1), 0, true],
    [{ status: "active" }, held, 0, false],
    [{ status: "held" }, held, 0, true],
    [{ status: "held" }, snoozed, 0, false],
    [{ status: "snoozed" }, snoozed, 0, true],
    [{}, snoozed, 0, true],
    [{ tab: "mine" }, snoozed, 0, false],
    [{ tab: "mine" }, held, 0, true],
    [{ tab: "mine", status: "snoozed" }, snoozed, 0, true],
    [{ tagIds: [uuid(71), uuid(72)] }, tagged, 0, true],
    [{ tagIds: [uuid(71)] }, tagged, 0, false],
    [{ tagIds: [uuid(71)] }, row(1), 0, false],
    [{ unread: true }, row(1), 1, true],
    [{ unread: true }, row(1), 0, false],
    [{ unanswered: true }, row(1), 0, true],
    [{ unanswered: true }, held, 0, false],
  ] as const)("%j", (change, chat, unread, expected) => {
    expect(passes({ ...DEFAULT_FILTER, tab: "all", ...change }, chat, unread)).toBe(expected);
  });
});
