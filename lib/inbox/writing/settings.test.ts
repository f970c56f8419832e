import { expect, test } from "vitest";
import { safeStorage } from "@/lib/inbox/storage";
import { isSendKey, writingSettingsIn } from "./settings";

const memory = () =>
  safeStorage(() => {
    throw new Error("blocked");
  });
const press = (more: Partial<Parameters<typeof isSendKey>[0]> = {}) => ({
  key: "Enter",
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});

test.each([
  ["enter", {}, true],
  ["enter", { ctrlKey: true }, true],
  ["enter", { shiftKey: true }, false],
  ["enter", { isComposing: true }, false],
  ["enter", { key: "a" }, false],
  ["ctrlEnter", {}, false],
  ["ctrlEnter", { ctrlKey: true }, true],
  ["ctrlEnter", { metaKey: true }, true],
  ["ctrlEnter", { ctrlKey: true, shiftKey: true }, false],
] as const)("where %s sends, %j does: %s", (sendBy, more, sends) => {
  expect(isSendKey(press(more), { sendBy })).toBe(sends);
});

test("settings are kept for each operator, and what cannot be read is as it was at first", () => {
  const store = memory();
  writingSettingsIn(store, "anna").dispatch({ sendBy: "ctrlEnter" });
  expect(writingSettingsIn(store, "anna").get()).toEqual({ sendBy: "ctrlEnter", singleKeys: true });
  expect(writingSettingsIn(store, "boris").get()).toEqual({ sendBy: "enter", singleKeys: true });
  store.set("foyer.writing.boris", '{"sendBy":"telepathy","singleKeys":false}');
  expect(writingSettingsIn(store, "boris").get()).toEqual({ sendBy: "enter", singleKeys: false });
  store.set("foyer.writing.boris", "{");
  expect(writingSettingsIn(store, "boris").get()).toEqual({ sendBy: "enter", singleKeys: true });
});
