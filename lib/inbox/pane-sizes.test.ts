import { expect, test } from "vitest";
import { clampWidth, PANE_STEP, PANES, storedWidth, storeWidth, widthAfterKey } from "./pane-sizes";
import { safeStorage } from "./storage";

const blocked = () =>
  safeStorage(() => {
    throw new Error("blocked");
  });

test("a pane is never narrower nor wider than it may be", () => {
  const { min, max } = PANES.list;
  expect([min - 1, min, max, max + 1].map((width) => clampWidth("list", width))).toEqual([min, min, max, max]);
});

test("the arrow towards the thread widens, the other one narrows, and other keys do nothing", () => {
  expect(widthAfterKey("list", 400, "ArrowRight", "ArrowRight")).toBe(400 + PANE_STEP);
  expect(widthAfterKey("visitor", 400, "ArrowRight", "ArrowLeft")).toBe(400 - PANE_STEP);
  expect(widthAfterKey("list", 400, "Home", "ArrowRight")).toBe(PANES.list.min);
  expect(widthAfterKey("list", 400, "End", "ArrowRight")).toBe(PANES.list.max);
  expect(widthAfterKey("list", 400, "Enter", "ArrowRight")).toBe(PANES.list.usual);
  expect(widthAfterKey("list", 400, "a", "ArrowRight")).toBeNull();
});

test("a width is kept, also where storage is blocked, and what is stored wrongly counts for nothing", () => {
  const store = blocked();
  storeWidth(store, "list", 444);
  expect(storedWidth(store, "list")).toBe(444);
  store.set("foyer.pane.visitor", "wide");
  expect(storedWidth(store, "visitor")).toBe(PANES.visitor.usual);
  store.set("foyer.pane.visitor", "99999");
  expect(storedWidth(store, "visitor")).toBe(PANES.visitor.max);
});
