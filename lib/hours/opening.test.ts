import { describe, expect, test } from "vitest";
import { isOpenAt, neverOpens, nextClosing, nextOpening } from "./opening";
import type { OpeningHours, Schedule } from "./rules";

const week = (from: string, to: string, weekdays = [1, 2, 3, 4, 5, 6, 7]): OpeningHours =>
  weekdays.map((weekday) => ({ weekday, from, to }));

const berlin = (hours: Schedule["hours"], holidays: Schedule["holidays"] = []): Schedule => ({
  timeZone: "Europe/Berlin",
  hours,
  holidays,
});

const holiday = (date: string, ...periods: { from: string; to: string }[]) => ({ date, name: "Holiday", periods });

/** Open at the instant, closed a millisecond before. */
function expectOpensAt(schedule: Schedule, instant: string) {
  const at = new Date(instant);
  expect([isOpenAt(schedule, new Date(at.getTime() - 1)), isOpenAt(schedule, at)]).toEqual([false, true]);
}

function expectClosesAt(schedule: Schedule, instant: string) {
  const at = new Date(instant);
  expect([isOpenAt(schedule, new Date(at.getTime() - 1)), isOpenAt(schedule, at)]).toEqual([true, false]);
}

const opening = (schedule: Schedule, now: string) => nextOpening(schedule, new Date(now))?.toISOString() ?? null;
const closing = (schedule: Schedule, now: string) => nextClosing(schedule, new Date(now))?.toISOString() ?? null;

describe("a plain week", () => {
  test.each([
    ["Europe/Berlin", "2026-07-06T07:00:00Z", "2026-07-06T15:00:00Z"],
    ["America/New_York", "2026-07-06T13:00:00Z", "2026-07-06T21:00:00Z"],
    ["Asia/Kolkata", "2026-07-06T03:30:00Z", "2026-07-06T11:30:00Z"],
    ["Pacific/Chatham", "2026-07-05T20:15:00Z", "2026-07-06T04:15:00Z"],
    ["Pacific/Kiritimati", "2026-07-05T19:00:00Z", "2026-07-06T03:00:00Z"],
    ["UTC", "2026-07-06T09:00:00Z", "2026-07-06T17:00:00Z"],
  ])("in %s opens and closes by that zone's clock, the start included and the end not", (timeZone, from, to) => {
    const schedule: Schedule = { timeZone, hours: week("09:00", "17:00", [1, 2, 3, 4, 5]), holidays: [] };
    expectOpensAt(schedule, from);
    expectClosesAt(schedule, to);
  });

  test("takes the weekday of the zone, not that of UTC", () => {
    const mondays: Schedule = { timeZone: "Pacific/Auckland", hours: week("00:00", "24:00", [1]), holidays: [] };
    expectOpensAt(mondays, "2026-07-05T12:00:00Z");
    expectClosesAt(mondays, "2026-07-06T12:00:00Z");
  });

  test("leads from Friday evening to Monday morning", () => {
    const schedule = berlin(week("09:00", "17:00", [1, 2, 3, 4, 5]));
    expect(opening(schedule, "2026-07-10T15:00:00Z")).toBe("2026-07-13T07:00:00.000Z");
    expect(closing(schedule, "2026-07-10T15:00:00Z")).toBe("2026-07-13T15:00:00.000Z");
  });

  test("names the opening after the present one while open, and exactly at the opening, too", () => {
    const schedule = berlin(week("09:00", "17:00"));
    expect(opening(schedule, "2026-07-06T06:59:59.999Z")).toBe("2026-07-06T07:00:00.000Z");
    expect(opening(schedule, "2026-07-06T07:00:00Z")).toBe("2026-07-07T07:00:00.000Z");
    expect(closing(schedule, "2026-07-06T07:00:00Z")).toBe("2026-07-06T15:00:00.000Z");
    expect(closing(schedule, "2026-07-06T15:00:00Z")).toBe("2026-07-07T15:00:00.000Z");
  });
});

describe("periods that touch are one", () => {
  test("over noon", () => {
    const schedule = berlin([...week("12:00", "18:00"), ...week("09:00", "12:00")]);
    expect(isOpenAt(schedule, new Date("2026-07-06T10:00:00Z"))).toBe(true);
    expect(closing(schedule, "2026-07-06T07:00:00Z")).toBe("2026-07-06T16:00:00.000Z");
    expect(opening(schedule, "2026-07-06T07:00:00Z")).toBe("2026-07-07T07:00:00.000Z");
  });

  test("over midnight", () => {
    const schedule = berlin([
      { weekday: 5, from: "18:00", to: "24:00" },
      { weekday: 6, from: "00:00", to: "02:00" },
    ]);
    expectOpensAt(schedule, "2026-07-10T16:00:00Z");
    expect(isOpenAt(schedule, new Date("2026-07-10T22:00:00Z"))).toBe(true);
    expectClosesAt(schedule, "2026-07-11T00:00:00Z");
    expect(closing(schedule, "2026-07-10T16:00:00Z")).toBe("2026-07-11T00:00:00.000Z");
    expect(opening(schedule, "2026-07-10T16:00:00Z")).toBe("2026-07-17T16:00:00.000Z");
  });

  test("a minute between them is a closing", () => {
    const schedule = berlin([...week("09:00", "12:00"), ...week("12:01", "18:00")]);
    expectClosesAt(schedule, "2026-07-06T10:00:00Z");
    expectOpensAt(schedule, "2026-07-06T10:01:00Z");
  });

  test("overlapping ones, stored by whatever means, count once", () => {
    const schedule = berlin([...week("09:00", "17:00"), ...week("10:00", "11:00")]);
    expect(closing(schedule, "2026-07-06T07:30:00Z")).toBe("2026-07-06T15:00:00.000Z");
  });
});

describe("always open", () => {
  const now = "2026-07-06T07:00:00Z";

  test("neither opens nor closes, be it by a rule or by hours round the clock", () => {
    for (const hours of [null, week("00:00", "24:00")]) {
      const schedule = berlin(hours);
      expect(isOpenAt(schedule, new Date(now))).toBe(true);
      expect([opening(schedule, now), closing(schedule, now)]).toEqual([null, null]);
      expect(neverOpens(schedule, new Date(now))).toBe(false);
    }
  });

  test("closes for a holiday from midnight to midnight of the zone", () => {
    const schedule = berlin(null, [holiday("2026-12-25")]);
    expectClosesAt(schedule, "2026-12-24T23:00:00Z");
    expectOpensAt(schedule, "2026-12-25T23:00:00Z");
    expect(closing(schedule, now)).toBe("2026-12-24T23:00:00.000Z");
    expect(opening(schedule, now)).toBe("2026-12-25T23:00:00.000Z");
  });

  test("a holiday that is over changes nothing any more", () => {
    expect(closing(berlin(null, [holiday("2026-07-05")]), now)).toBeNull();
    expect(isOpenAt(berlin(null, [holiday("2026-07-06")]), new Date(now))).toBe(false);
  });
});

describe("holidays", () => {
  const hours = week("09:00", "17:00", [1, 2, 3, 4, 5]);

  test("without periods close the whole day", () => {
    const schedule = berlin(hours, [holiday("2026-07-06"), holiday("2026-07-07")]);
    expect(isOpenAt(schedule, new Date("2026-07-06T10:00:00Z"))).toBe(false);
    expect(opening(schedule, "2026-07-06T10:00:00Z")).toBe("2026-07-08T07:00:00.000Z");
  });

  test("with periods replace the weekday's, shorter or longer", () => {
    const schedule = berlin(hours, [holiday("2026-07-06", { from: "12:00", to: "20:00" })]);
    expectOpensAt(schedule, "2026-07-06T10:00:00Z");
    expectClosesAt(schedule, "2026-07-06T18:00:00Z");
  });

  test("open a day that is closed otherwise", () => {
    const schedule = berlin(hours, [holiday("2026-07-11", { from: "10:00", to: "14:00" })]);
    expect(opening(schedule, "2026-07-10T15:00:00Z")).toBe("2026-07-11T08:00:00.000Z");
  });

  test("cut off the night of the day before at midnight", () => {
    const nights = berlin([...week("18:00", "24:00"), ...week("00:00", "02:00")], [holiday("2026-07-07")]);
    expectClosesAt(nights, "2026-07-06T22:00:00Z");
    expectOpensAt(nights, "2026-07-07T22:00:00Z");
  });
});

describe("when the clock jumps ahead", () => {
  // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
  test("an opening in the missing hour is the moment of the jump", () => {
    expectOpensAt(berlin(week("02:30", "05:00")), "2026-03-29T01:00:00Z");
    expectClosesAt(berlin(week("02:30", "05:00")), "2026-03-29T03:00:00Z");
  });

  test("a closing in the missing hour is the moment of the jump", () => {
    expectClosesAt(berlin(week("01:00", "02:30")), "2026-03-29T01:00:00Z");
  });

  test("a period of the missing hour alone is left out on that day", () => {
    const schedule = berlin(week("02:10", "02:50"));
    expect(opening(schedule, "2026-03-28T12:00:00Z")).toBe("2026-03-30T00:10:00.000Z");
  });

  test("periods that touch in the missing hour stay one", () => {
    const schedule = berlin([...week("01:00", "02:30"), ...week("02:30", "05:00")]);
    expect(isOpenAt(schedule, new Date("2026-03-29T01:00:00Z"))).toBe(true);
    expect(closing(schedule, "2026-03-29T00:30:00Z")).toBe("2026-03-29T03:00:00.000Z");
  });

  test("in New York and on the Chatham Islands, too, and where midnight itself is missing", () => {
    const at = (timeZone: string): Schedule => ({ timeZone, hours: week("00:00", "03:00"), holidays: [] });
    expectOpensAt(at("America/New_York"), "2026-03-08T05:00:00Z");
    expectClosesAt(at("America/New_York"), "2026-03-08T07:00:00Z");
    // Chatham, 27 September 2026: 02:45 becomes 03:45 at 14:00 UTC of the day before.
    expectClosesAt(at("Pacific/Chatham"), "2026-09-26T14:00:00Z");
    // Beirut, 29 March 2026: 00:00 becomes 01:00 at 22:00 UTC of the day before.
    expectOpensAt(at("Asia/Beirut"), "2026-03-28T22:00:00Z");
    expectClosesAt(at("Asia/Beirut"), "2026-03-29T00:00:00Z");
  });
});

describe("when the clock is set back", () => {
  // Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC.
  test("an opening in the repeated hour is the first of the two, and nobody closes in between", () => {
    const schedule = berlin(week("02:30", "05:00"));
    expectOpensAt(schedule, "2026-10-25T00:30:00Z");
    expect(closing(schedule, "2026-10-25T00:30:00Z")).toBe("2026-10-25T04:00:00.000Z");
  });

  test("a closing in the repeated hour is the first of the two, and nobody opens again", () => {
    const schedule = berlin(week("01:00", "02:30"));
    expectClosesAt(schedule, "2026-10-25T00:30:00Z");
    expect(opening(schedule, "2026-10-25T00:30:00Z")).toBe("2026-10-26T00:00:00.000Z");
  });

  test("the repeated hour as a whole lasts two hours", () => {
    const schedule = berlin(week("02:00", "03:00"));
    expectOpensAt(schedule, "2026-10-25T00:00:00Z");
    expectClosesAt(schedule, "2026-10-25T02:00:00Z");
  });

  test("a day has 25 hours and stays open through all of them", () => {
    const sundays = berlin(week("00:00", "24:00", [7]));
    expectOpensAt(sundays, "2026-10-24T22:00:00Z");
    expectClosesAt(sundays, "2026-10-25T23:00:00Z");
  });

  test("where the repeated hour belongs to the day before, midnight comes once", () => {
    // Beirut, 25 October 2026: 00:00 becomes 23:00 of the 24th at 21:00 UTC.
    const saturdays: Schedule = { timeZone: "Asia/Beirut", hours: week("00:00", "24:00", [6]), holidays: [] };
    expectClosesAt(saturdays, "2026-10-24T22:00:00Z");
  });
});

test("a date that a country skipped has no hours", () => {
  // Samoa went from the 29th to the 31st of December 2011.
  const schedule: Schedule = { timeZone: "Pacific/Apia", hours: week("09:00", "17:00"), holidays: [] };
  expect(opening(schedule, "2011-12-30T03:00:00Z")).toBe("2011-12-30T19:00:00.000Z");
});
