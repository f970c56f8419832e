import { expect, test } from "vitest";
import { describeVisibility, isCompleteOrder, isLocalOrigin, isVisible, moveEntry, snippetLine } from "./rules";

const flags = (hidden: boolean, disabled: boolean) => ({ hidden, disabled });

test("a department is visible when it is neither hidden nor disabled", () => {
  expect(isVisible(flags(false, false))).toBe(true);
  expect(isVisible(flags(true, false))).toBe(false);
  expect(isVisible(flags(false, true))).toBe(false);
  expect(isVisible(flags(true, true))).toBe(false);
});

test("every combination of the flags is worded differently", () => {
  expect(describeVisibility(flags(false, false), { visibleCount: 2 })).toBe("listed");
  expect(describeVisibility(flags(false, false), { visibleCount: 1 })).toBe("onlyVisible");
  for (const visibleCount of [0, 1, 2]) {
    expect(describeVisibility(flags(true, false), { visibleCount })).toBe("hidden");
    expect(describeVisibility(flags(false, true), { visibleCount })).toBe("disabled");
    expect(describeVisibility(flags(true, true), { visibleCount })).toBe("disabledHidden");
  }
});

test("an order is complete when it names every department exactly once", () => {
  expect(isCompleteOrder(["a", "b", "c"], ["c", "a", "b"])).toBe(true);
  expect(isCompleteOrder([], [])).toBe(true);
  expect(isCompleteOrder(["a", "b"], ["a"])).toBe(false);
  expect(isCompleteOrder(["a"], ["a", "b"])).toBe(false);
  expect(isCompleteOrder(["a", "b"], ["a", "a"])).toBe(false);
  expect(isCompleteOrder(["a", "b"], ["a", "b", "b"])).toBe(false);
  expect(isCompleteOrder(["a", "b"], ["a", "c"])).toBe(false);
});

test("an entry moves to its place, at most to the ends, and the list given stays as it is", () => {
  const list = ["a", "b", "c"];
  expect(moveEntry(list, 0, 2)).toEqual(["b", "c", "a"]);
  expect(moveEntry(list, 2, 0)).toEqual(["c", "a", "b"]);
  expect(moveEntry(list, 1, -1)).toEqual(["b", "a", "c"]);
  expect(moveEntry(list, 1, 9)).toEqual(["a", "c", "b"]);
  expect(moveEntry(list, 5, 0)).toEqual(list);
  expect(list).toEqual(["a", "b", "c"]);
});

test("a snippet is one line with the loader of its key", () => {
  expect(snippetLine("https://chat.example.com", "a-B_9")).toBe(
    '<script async src="https://chat.example.com/embed/a-B_9.js"></script>',
  );
});

test("addresses that only this machine can reach are recognised", () => {
  for (const host of ["localhost:3000", "app.localhost", "127.0.0.1:3000", "[::1]:3000"]) {
    expect(isLocalOrigin(`http://${host}`)).toBe(true);
  }
  for (const host of ["example.com", "localhost.example.com", "192.168.1.20:3000", "127.example.com"]) {
    expect(isLocalOrigin(`https://${host}`)).toBe(false);
  }
});
