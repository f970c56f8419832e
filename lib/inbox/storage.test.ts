import { expect, test } from "vitest";
import { draftsIn } from "./drafts";
import { safeStorage } from "./storage";

test("with storage blocked everything works until the tab closes", () => {
  const store = safeStorage(() => {
    throw new Error("SecurityError");
  });
  expect(store.get("a")).toBeNull();
  expect(store.set("a", "1")).toBe(false);
  expect(store.get("a")).toBe("1");
  store.remove("a");
  expect(store.get("a")).toBeNull();
});

test("a draft belongs to one chat of one operator, and blank is none", () => {
  const store = safeStorage(() => {
    throw new Error("blocked");
  });
  const drafts = draftsIn(store, "olga");
  drafts.set("chat", " Dear Ann,\n");
  expect(drafts.get("chat")).toBe(" Dear Ann,\n");
  expect(draftsIn(store, "boris").get("chat")).toBe("");
  drafts.set("chat", " \n");
  expect(drafts.get("chat")).toBe("");
});
