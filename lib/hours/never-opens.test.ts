import { expect, test } from "vitest";
import { neverOpens, nextClosing, nextOpening } from "./opening";
import { type Holiday, type Schedule, WEEKDAYS } from "./rules";

const now = new Date("2026-07-06T07:00:00Z");

const schedule = (hours: Schedule["hours"], holidays: Holiday[] = []): Schedule => ({
  timeZone: "Europe/Berlin",
  hours,
  holidays,
});
/** No weekly hours, but one date with some. */
const onlyOn = (date: string, from = "09:00", to = "10:00") =>
  schedule([], [{ date, name: "Open day", periods: [{ from, to }] }]);

test("a week without a period never opens", () => {
  expect(neverOpens(schedule([]), now)).toBe(true);
  expect([nextOpening(schedule([]), now), nextClosing(schedule([]), now)]).toEqual([null, null]);
});

test("a single date within the year is an opening; one that is over, or further away, is none", () => {
  const found = ["2026-07-05", "2026-07-06", "2027-07-06", "2027-07-09"].map((date) => neverOpens(onlyOn(date), now));
  expect(found).toEqual([true, false, false, true]);
});

test("periods that are empty, turned round or no times open nothing", () => {
  for (const [from, to] of [
    ["09:00", "09:00"],
    ["17:00", "09:00"],
    ["09:00", "25:00"],
    ["", "17:00"],
  ] as const) {
    const hours = WEEKDAYS.map((weekday) => ({ weekday, from, to }));
    expect({ from, to, never: neverOpens(schedule(hours), now) }).toEqual({ from, to, never: true });
  }
});

test("being open now is enough, even when it is the last time", () => {
  const lastTime = onlyOn("2026-07-06", "08:00", "10:00");
  expect(neverOpens(lastTime, now)).toBe(false);
  expect(nextOpening(lastTime, now)).toBeNull();
});

test("round the clock is not never", () => {
  expect(neverOpens(schedule(null), now)).toBe(false);
});
