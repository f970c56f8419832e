import { expect, test } from "vitest";
import { spansOf } from "./presence";

const MINUTE = 60_000;
const at = (minutes: number) => minutes * MINUTE;
const had = (from: number, to: number) => ({ from: at(from), to: at(to) });
const span = (from: number, to: number, state: "there" | "away", isNoted: boolean) => ({
  from: at(from),
  to: at(to),
  state,
  isNoted,
});

test("what was noted counts, up to the next note or the end", () => {
  const noted = [
    { since: at(0), state: "there" as const },
    { since: at(60), state: "away" as const },
    { since: at(70), state: "gone" as const },
    { since: at(100), state: "there" as const },
  ];
  expect(spansOf(noted, [], at(130))).toEqual([
    span(0, 60, "there", true),
    span(60, 70, "away", true),
    span(100, 130, "there", true),
  ]);
});

test("where nothing was noted, somebody is there from their first chat to the last, without pauses of over an hour", () => {
  const chats = [had(0, 10), had(70, 80), had(141, 150), had(75, 90)];
  expect(spansOf([], chats, at(1000))).toEqual([
    // 60 minutes from 10 to 70, and 51 from 90 to 141.
    span(0, 150, "there", false),
  ]);
  expect(spansOf([], [had(0, 10), had(71, 80)], at(1000))).toEqual([
    span(0, 10, "there", false),
    span(71, 80, "there", false),
  ]);
});

test("a chat that lies open says nothing after two hours", () => {
  expect(spansOf([], [had(0, 1000)], at(2000))).toEqual([span(0, 120, "there", false)]);
});

test("chats tell of the time before the first note alone, and the notes of all after it", () => {
  const noted = [{ since: at(100), state: "gone" as const }];
  expect(spansOf(noted, [had(0, 10), had(50, 150), had(200, 210)], at(300))).toEqual([span(0, 100, "there", false)]);
});

test("who got a chat in the minute before a note was there already", () => {
  const noted = [
    { since: at(0), state: "gone" as const },
    { since: at(10), state: "there" as const },
  ];
  expect(spansOf(noted, [{ from: at(9.5), to: at(12) }], at(20))).toEqual([
    { from: at(9.5), to: at(20), state: "there", isNoted: true },
  ]);
  expect(spansOf(noted, [had(8, 12)], at(20))).toEqual([span(10, 20, "there", true)]);
});
