import { describe, expect, test } from "vitest";
import { judgeFlood, judgeSizes, shareOf, waitSecondsOf } from "./flood";

const count = (before: number, points: number, seconds = 60) => ({ before, points, seconds });
const TAKEN = { isTaken: true, isTold: false };
const TOLD = { isTaken: false, isTold: true };
const SILENT = { isTaken: false, isTold: false };

describe("what a writer sends", () => {
  test("is taken up to the limit, and the first that is not is answered", () => {
    expect(judgeFlood(4, [count(0, 2)])).toEqual([TAKEN, TAKEN, TOLD, SILENT]);
    expect(judgeFlood(2, [count(0, 2)])).toEqual([TAKEN, TAKEN]);
  });

  test("is answered once, however it is spread over requests", () => {
    const all = [0, 1, 2, 3, 4].flatMap((before) => judgeFlood(1, [count(before, 3)]));
    expect(all).toEqual([TAKEN, TAKEN, TAKEN, TOLD, SILENT]);
  });

  test("is answered no second time by another count while one is used up already", () => {
    expect(judgeFlood(3, [count(0, 1), count(20, 20)])).toEqual([SILENT, SILENT, SILENT].with(0, TOLD));
    expect(judgeFlood(3, [count(0, 1), count(21, 20)])).toEqual([SILENT, SILENT, SILENT]);
  });

  test("is taken without an end where there is no limit", () => {
    expect(judgeFlood(2, [count(1e9, Number.POSITIVE_INFINITY)])).toEqual([TAKEN, TAKEN]);
  });

  test("is not taken where nobody new is, and only who has not been told is told", () => {
    expect(judgeFlood(2, [count(0, 9)], { isShut: true })).toEqual([TOLD, SILENT]);
    expect(judgeFlood(1, [count(2, 9)], { isShut: true })).toEqual([SILENT]);
  });
});

test("the wait is that of the longest count that is used up, and none where nothing is refused", () => {
  expect(waitSecondsOf(2, [count(0, 1, 60), count(9, 10, 3600), count(0, 5, 9000)])).toBe(3600);
  expect(waitSecondsOf(1, [count(0, 1)])).toBe(0);
});

test("what is too large leaves its place to what is small, up to the last byte", () => {
  expect(judgeSizes([4, 9, 6, 1], [count(0, 10)])).toEqual([true, false, true, false]);
  expect(judgeSizes([4], [count(6, 10), count(7, 10)])).toEqual([false]);
  expect(judgeSizes([4], [count(6, 10), count(6, 10)])).toEqual([true]);
  expect(judgeSizes([4], [count(1e9, Number.POSITIVE_INFINITY)])).toEqual([true]);
});

test("a share is a part of a limit, at least one, and of no limit none", () => {
  expect([600, 7, 3, 1, 0].map(shareOf)).toEqual([150, 1, 1, 1, 0]);
});
