import { describe, expect, test } from "vitest";
import { estimateSeconds, isOverdue, LEGS_MAX, LEGS_MIN, toEstimate, trimmedMean } from "./estimate";

const many = (count: number, value: number) => Array.from({ length: count }, () => value);

describe("how long a chat takes a slot", () => {
  test("is said from 10 legs on, and from the last 50 at most", () => {
    expect([LEGS_MIN, LEGS_MAX]).toEqual([10, 50]);
    expect(trimmedMean(many(9, 60))).toBeNull();
    expect(trimmedMean(many(10, 60))).toBe(60);
    expect(trimmedMean([])).toBeNull();
  });

  test("is the mean without the smallest and the largest tenth: one forgotten chat moves nothing", () => {
    expect(trimmedMean([...many(9, 60), 86_400])).toBe(60);
    expect(trimmedMean([0, ...many(8, 60), 86_400])).toBe(60);
    // Two of them are no single forgotten one any more.
    expect(trimmedMean([...many(8, 60), 600, 600])).toBe((7 * 60 + 600) / 8);
  });

  test("has one cut off at each end of 10 to 19 legs, two of 20, five of 50", () => {
    const with_ = (outliers: number, total: number) =>
      trimmedMean([...many(outliers, 100_000), ...many(total - outliers, 60)]);
    for (const [total, cut] of [
      [10, 1],
      [19, 1],
      [20, 2],
      [50, 5],
    ] as const) {
      expect(with_(cut, total)).toBe(60);
      expect(with_(cut + 1, total)).toBeGreaterThan(60);
    }
  });

  test("does not depend on the order of the legs, sorts by number, and leaves the list alone", () => {
    const mixed = Object.freeze([9, 100, 80, 70, 60, 50, 40, 30, 20, 1000]);
    expect(trimmedMean(mixed)).toBe((100 + 80 + 70 + 60 + 50 + 40 + 30 + 20) / 8);
    expect(trimmedMean([...mixed].reverse())).toBe(trimmedMean(mixed));
  });
});

describe("the expected wait", () => {
  test("is place times occupancy by slots", () => {
    expect(estimateSeconds(1, 300, 1)).toBe(300);
    expect(estimateSeconds(4, 300, 2)).toBe(600);
    expect(estimateSeconds(1, 300, 5)).toBe(60);
    // Shared out over departments, slots are no whole number.
    expect(estimateSeconds(1, 300, 0.5)).toBe(600);
  });

  test("is not said without a slot, without enough legs, or for who does not wait", () => {
    expect(estimateSeconds(1, 300, 0)).toBeNull();
    expect(estimateSeconds(1, null, 5)).toBeNull();
    expect(estimateSeconds(0, 300, 5)).toBeNull();
  });
});

describe("what the visitor reads", () => {
  const range = (minutes: number) => {
    const { fromMinutes, toMinutes } = toEstimate(minutes * 60);
    return toMinutes === null ? `over ${fromMinutes}` : `${fromMinutes}-${toMinutes}`;
  };

  test.each([
    [0, "0-1"],
    [0.5, "0-1"],
    [0.8, "0-1"],
    [0.81, "0-2"],
    [1, "0-2"],
    [2, "1-3"],
    [3, "2-4"],
    [4, "3-5"],
    [5, "3-7"],
    [8, "5-10"],
    [12, "7-15"],
    [20, "15-25"],
    [24, "15-30"],
    [30, "20-30"],
    [30.01, "over 30"],
    [600, "over 30"],
  ])("%d minutes are told as %s", (minutes, text) => {
    expect(range(minutes)).toBe(text);
  });
});

describe("taking longer than usual", () => {
  test("begins when the upper end of what was told has passed, not before", () => {
    // 3 minutes were told as "2-4 min".
    expect(isOverdue(240, 180)).toBe(false);
    expect(isOverdue(240.1, 180)).toBe(true);
  });

  test("where 'over 30 min' was told, begins a quarter above what was expected", () => {
    expect(isOverdue(4500, 3600)).toBe(false);
    expect(isOverdue(4501, 3600)).toBe(true);
  });

  test("is never said to whom nothing was promised", () => {
    expect(isOverdue(1_000_000, null)).toBe(false);
  });
});
