import { describe, expect, test } from "vitest";
import { SNOOZE_DAYS_MAX, snoozePresets, snoozeProblem } from "./rules";

/** By the clock on the wall of whatever zone the test runs in. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute);
const offered = (now: Date) => Object.fromEntries(snoozePresets(now).map(({ preset, until }) => [preset, until]));

describe("presets", () => {
  test("on a working day are an hour, this evening, tomorrow and next Monday", () => {
    expect(offered(at(25, 10))).toEqual({
      hour: at(25, 11),
      evening: at(25, 18),
      tomorrow: at(26, 9),
      week: at(30, 9),
    });
  });

  test("offer the evening until an hour before it", () => {
    expect(offered(at(25, 17)).evening).toEqual(at(25, 18));
    expect(offered(at(25, 17, 1)).evening).toBeUndefined();
  });

  test("offer next week on a Monday in a week, and on a Sunday not at all: that is tomorrow", () => {
    expect(offered(at(23, 10)).week).toEqual(at(30, 9));
    expect(offered(at(29, 10))).toMatchObject({ tomorrow: at(30, 9) });
    expect(offered(at(29, 10)).week).toBeUndefined();
  });

  test("lie ahead, soonest first, around the clock and through changes of it", () => {
    for (let hour = 0; hour < 24 * 370; hour += 7) {
      const now = new Date(2026, 0, 1, hour, 30);
      const times = snoozePresets(now).map(({ until }) => until.getTime());
      expect(Math.min(...times)).toBeGreaterThan(now.getTime());
      expect(
        snoozePresets(now)
          .filter(({ preset }) => preset !== "hour")
          .map(({ until }) => until.getTime()),
      ).toEqual(times.slice(1).sort((one, other) => one - other));
    }
  });
});

test.each([
  [0, "inPast"],
  [1, null],
  [SNOOZE_DAYS_MAX * 86_400_000, null],
  [SNOOZE_DAYS_MAX * 86_400_000 + 1, `tooFar:${SNOOZE_DAYS_MAX}`],
])("%i ms from now: %s", (ms, problem) => {
  const now = at(25, 10);
  expect(snoozeProblem(new Date(now.getTime() + ms), now)).toBe(problem);
});
