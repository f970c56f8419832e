import { describe, expect, test } from "vitest";
import { allOf, extendedTo, keptIn, NO_SELECTION, SELECTION_MAX, toggled } from "./selection";

const order = ["a", "b", "c", "d", "e"];
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join("");

describe("choosing chats", () => {
  test("one by one puts in and takes out", () => {
    const one = toggled(NO_SELECTION, "b");
    expect(ids(toggled(one, "d"))).toBe("bd");
    expect(ids(toggled(one, "b"))).toBe("");
  });

  test("a range goes from the last one that was chosen, in both directions, and adds", () => {
    expect(ids(extendedTo(toggled(NO_SELECTION, "b"), order, "d"))).toBe("bcd");
    expect(ids(extendedTo(toggled(NO_SELECTION, "d"), order, "b"))).toBe("bcd");
    const there = extendedTo(toggled(NO_SELECTION, "b"), order, "d");
    expect(ids(extendedTo(there, order, "a"))).toBe("abcd");
    expect(ids(extendedTo(NO_SELECTION, order, "c"))).toBe("c");
  });

  test("what is not in the list, or has left it, is not chosen", () => {
    const some = extendedTo(toggled(NO_SELECTION, "b"), order, "d");
    expect(extendedTo(some, order, "x")).toEqual(some);
    expect(ids(keptIn(some, ["a", "c", "e"]))).toBe("c");
    expect(keptIn(some, ["a", "c", "e"]).anchor).toBeNull();
    expect(keptIn(some, order)).toBe(some);
  });

  test("all of a long list are as many as one request in parts can be asked for", () => {
    expect(allOf(Array.from({ length: SELECTION_MAX + 5 }, (_, n) => String(n))).ids.size).toBe(SELECTION_MAX);
    expect(ids(allOf(order))).toBe("abcde");
  });
});
