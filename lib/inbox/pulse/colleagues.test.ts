import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { uuid } from "../test-rows";
import { Colleagues } from "./colleagues";

const [A, B, ME, ANNA, BORIS] = [uuid(1), uuid(2), uuid(10), uuid(11), uuid(12)];

let colleagues: Colleagues;
beforeEach(() => {
  vi.useFakeTimers();
  colleagues = new Colleagues(ME);
});
afterEach(() => void vi.useRealTimers());

const types = (operatorId: string, as: "reply" | "note" = "reply", chatId = A) =>
  colleagues.heard({ chatId, operatorId, name: operatorId === ANNA ? "Anna" : "Boris", as });
const entry = (operatorId: string, kind: "message" | "note" | "held" = "message") =>
  colleagues.noteEvent({
    chatId: A,
    seq: 1,
    prev: 0,
    kind,
    sender: { type: "operator", id: operatorId },
    data: {},
    createdAt: "2026-05-12T12:00:00.000Z",
  });
const seen = (chatId = A) => colleagues.in(chatId).map(({ name, does }) => `${name} ${does}`);
const viewers = [
  { id: ME, name: "Me" },
  { id: ANNA, name: "Anna" },
  { id: BORIS, name: "Boris" },
];

describe("a colleague who types", () => {
  test("is shown for three seconds after the last sign, in that chat alone, and listeners hear of both ends", () => {
    const told = vi.fn();
    colleagues.subscribe(told);
    types(ANNA);
    vi.advanceTimersByTime(2900);
    types(ANNA);
    vi.advanceTimersByTime(2900);
    expect([seen(A), seen(B), told.mock.calls.length]).toEqual([["Anna answers"], [], 1]);
    vi.advanceTimersByTime(200);
    expect([seen(A), told.mock.calls.length]).toEqual([[], 2]);
  });

  test("is one of several, and may go over from an answer to a note", () => {
    types(ANNA);
    types(BORIS);
    types(ANNA, "note");
    expect(seen()).toEqual(["Anna notes", "Boris answers"]);
  });

  test("has stopped with an entry of theirs, and a sign that it has overtaken does not count", () => {
    types(ANNA);
    types(BORIS);
    entry(ANNA, "held");
    expect(seen()).toEqual(["Anna answers", "Boris answers"]);
    entry(ANNA, "note");
    types(ANNA);
    expect(seen()).toEqual(["Boris answers"]);
    vi.advanceTimersByTime(1000);
    types(ANNA);
    expect(seen()).toEqual(["Boris answers", "Anna answers"]);
  });

  test("is never oneself, in another tab", () => {
    types(ME);
    expect(seen()).toEqual([]);
  });
});

describe("colleagues who have the opened chat open", () => {
  test("are shown without oneself, and whoever types is there once, first", () => {
    colleagues.view(A, viewers);
    expect(seen()).toEqual(["Anna views", "Boris views"]);
    types(BORIS);
    expect(seen()).toEqual(["Boris answers", "Anna views"]);
    vi.advanceTimersByTime(3000);
    expect(seen()).toEqual(["Anna views", "Boris views"]);
  });

  test("are those of the chat that is open now, and nobody without a connection", () => {
    colleagues.view(A, viewers);
    colleagues.view(B, viewers.slice(0, 2));
    colleagues.view(A, null);
    expect([seen(A), seen(B)]).toEqual([[], ["Anna views"]]);
    colleagues.view(B, null);
    expect(seen(B)).toEqual([]);
  });

  test("are the same list until it changes", () => {
    colleagues.view(A, viewers);
    const before = colleagues.in(A);
    const told = vi.fn();
    colleagues.subscribe(told);
    colleagues.view(A, [...viewers]);
    expect(colleagues.in(A)).toBe(before);
    expect(told).not.toHaveBeenCalled();
  });
});

describe("colleagues who look at other chats", () => {
  const looks = (operatorId: string, isHere = true, chatId = B) =>
    colleagues.heardViewing({ chatId, operatorId, name: operatorId === ANNA ? "Anna" : "Boris", isHere });

  test("are shown until they leave, or have said nothing for longer than two signs can be lost", () => {
    const told = vi.fn();
    colleagues.subscribe(told);
    looks(ANNA);
    looks(BORIS);
    looks(ME);
    expect([seen(A), seen(B)]).toEqual([[], ["Anna views", "Boris views"]]);
    looks(ANNA, false);
    expect(seen(B)).toEqual(["Boris views"]);
    vi.advanceTimersByTime(60_000);
    looks(BORIS);
    vi.advanceTimersByTime(60_000);
    expect(seen(B)).toEqual(["Boris views"]);
    vi.advanceTimersByTime(15_000);
    expect(seen(B)).toEqual([]);
    expect(told).toHaveBeenCalledTimes(4);
  });

  test("are known by the connection once the chat is open here, and by their word again afterwards", () => {
    looks(ANNA);
    looks(BORIS);
    colleagues.view(B, viewers.slice(0, 2));
    expect(seen(B)).toEqual(["Anna views"]);
    colleagues.view(B, null);
    expect(seen(B)).toEqual(["Anna views", "Boris views"]);
  });

  test("and write are there once", () => {
    looks(ANNA);
    types(ANNA, "reply", B);
    expect(seen(B)).toEqual(["Anna answers"]);
  });
});
