import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { row, uuid } from "../test-rows";
import { ChatTyping } from "./chat-typing";

const [A, B] = [uuid(1), uuid(2)];

const message = (type: "visitor" | "operator", seq: number) => ({
  chatId: A,
  seq,
  prev: seq - 1,
  kind: "message" as const,
  sender: { type },
  data: {},
  createdAt: "2026-05-12T12:00:00.000Z",
});

let posted: string[] = [];
let typing: ChatTyping;
beforeEach(() => {
  vi.useFakeTimers();
  posted = [];
  typing = new ChatTyping((chatId, as) => posted.push(`${chatId} ${as}`));
});
afterEach(() => void vi.useRealTimers());

test("others are told at most once in two seconds, in each chat, whatever is written", () => {
  for (const now of [0, 100, 2100, 2200, 2300]) typing.typed(A, now);
  typing.typed(B, 2300);
  typing.typedNote(A, 4300);
  typing.typedNote(A, 4400);
  expect(posted).toEqual([`${A} reply`, `${A} reply`, `${B} reply`, `${A} note`]);
});

test("a note is no answer: the pulse does not tell of it", () => {
  typing.typedNote(A, 0);
  expect(typing.tell(0)).toBeNull();
});

test("what the pulse tells goes on as it was", () => {
  expect(typing.typed(A, 0)).toBe(true);
  expect(typing.tell(0)).toBe(A);
  expect(typing.typed(A, 3000)).toBe(false);
});

describe("a visitor who types", () => {
  test("is shown for three seconds after the last sign of it, and listeners hear of both ends alone", () => {
    const told = vi.fn();
    typing.subscribe(told);
    typing.heard(A);
    vi.advanceTimersByTime(2900);
    typing.heard(A);
    vi.advanceTimersByTime(2900);
    expect([typing.isVisitorTyping(A), typing.isVisitorTyping(B), told.mock.calls.length]).toEqual([true, false, 1]);
    vi.advanceTimersByTime(200);
    expect([typing.isVisitorTyping(A), told.mock.calls.length]).toEqual([false, 2]);
  });

  test("has stopped with a message of theirs, also where only the row tells of it, and not with an operator's", () => {
    typing.noteEvent(message("visitor", 1));
    typing.heard(A);
    typing.noteEvent(message("operator", 2));
    expect(typing.isVisitorTyping(A)).toBe(true);
    typing.noteEvent(message("visitor", 3));
    expect(typing.isVisitorTyping(A)).toBe(false);
    vi.advanceTimersByTime(1000);
    typing.heard(A);
    typing.noteRow(row(1, { lastVisitorSeq: 3 }));
    expect(typing.isVisitorTyping(A)).toBe(true);
    typing.noteRow(row(1, { lastVisitorSeq: 4 }));
    expect(typing.isVisitorTyping(A)).toBe(false);
  });

  test("is not shown by a sign that their message has overtaken", () => {
    typing.noteEvent(message("visitor", 1));
    typing.noteEvent(message("visitor", 2));
    typing.heard(A);
    expect(typing.isVisitorTyping(A)).toBe(false);
    vi.advanceTimersByTime(1000);
    typing.heard(A);
    expect(typing.isVisitorTyping(A)).toBe(true);
  });

  test("is not shown in a closed chat", () => {
    typing.heard(A);
    typing.noteRow(row(1, { status: "closed", lastVisitorSeq: 0 }));
    expect(typing.isVisitorTyping(A)).toBe(false);
  });
});
