import { expect, test } from "vitest";
import { TYPING_MS, TYPING_TOLD_EVERY_MS, Typing } from "./typing";

test("typing is told for five seconds after the last key, and no longer", () => {
  const typing = new Typing();
  typing.typed("a", 1000);
  expect(typing.tell(1000 + TYPING_MS)).toBe("a");
  expect(typing.tell(1001 + TYPING_MS)).toBeNull();
});

test("while somebody types the server hears of it at most every five seconds", () => {
  const typing = new Typing();
  expect(typing.typed("a", 0)).toBe(true);
  expect(typing.tell(800)).toBe("a");
  expect(typing.typed("a", 900)).toBe(false);
  expect(typing.typed("a", 799 + TYPING_TOLD_EVERY_MS)).toBe(false);
  expect(typing.typed("a", 800 + TYPING_TOLD_EVERY_MS)).toBe(true);
});

test("typing in another chat is told at once, and a sent text ends it", () => {
  const typing = new Typing();
  typing.typed("a", 0);
  typing.tell(0);
  expect(typing.typed("b", 100)).toBe(true);
  typing.ended("a");
  expect(typing.tell(200)).toBe("b");
  typing.ended("b");
  expect(typing.tell(300)).toBeNull();
});
