import { describe, expect, test } from "vitest";
import {
  HOLIDAYS_MAX,
  HOURS_MAX,
  PERIODS_PER_DAY_MAX,
  type ScheduleFormValues,
  scheduleFormValues,
  scheduleInput,
  USUAL_HOURS,
} from "./schemas";

const typed: ScheduleFormValues = { timeZone: "Europe/Berlin", mode: "weekly", hours: USUAL_HOURS, holidays: [] };

/** Errors as a form gets them: the field's dotted name and the key of its text. */
const refused = (fields: { [Field in keyof ScheduleFormValues]?: unknown }) =>
  scheduleInput
    .safeParse({ ...typed, ...fields })
    .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];

const monday = (from: string, to: string) => ({ weekday: 1, from, to });
const holiday = (date: string, periods: { from: string; to: string }[] = []) => ({ date, name: "", periods });

test("hours are stored by weekday and time, with two digits and midnight as 24:00", () => {
  const { hours } = scheduleInput.parse({
    ...typed,
    hours: [{ weekday: 2, from: "18:00", to: "00:00" }, monday("13:00", "17:00"), monday(" 9:00", "12:00 ")],
  });
  expect(hours).toEqual([
    { weekday: 1, from: "09:00", to: "12:00" },
    { weekday: 1, from: "13:00", to: "17:00" },
    { weekday: 2, from: "18:00", to: "24:00" },
  ]);
});

test("always open has no weekly hours, whatever the form still holds of them", () => {
  expect(scheduleInput.parse({ ...typed, mode: "always", hours: [monday("x", "")] })).toEqual({
    timeZone: "Europe/Berlin",
    hours: null,
    holidays: [],
  });
  expect(refused({ mode: "sometimes" })).toEqual(["mode choice"]);
});

test("what is stored comes back as it was typed, midnight as a browser's field for a time shows it", () => {
  const values: ScheduleFormValues = {
    timeZone: "Asia/Kolkata",
    mode: "weekly",
    hours: [{ weekday: 7, from: "18:00", to: "00:00" }],
    holidays: [{ date: "2026-12-31", name: "New Year's Eve", periods: [{ from: "09:00", to: "13:00" }] }],
  };
  expect(scheduleFormValues(scheduleInput.parse(values))).toEqual(values);
  expect(scheduleFormValues({ timeZone: "UTC", hours: null, holidays: [] })).toEqual({
    timeZone: "UTC",
    mode: "always",
    hours: [],
    holidays: [],
  });
});

describe("the time zone", () => {
  test("is a name of the IANA database, old names included", () => {
    for (const timeZone of ["Europe/Berlin", "Asia/Kolkata", "Asia/Calcutta", "Pacific/Chatham", "UTC", "Etc/GMT+5"])
      expect(refused({ timeZone })).toEqual([]);
  });

  test("unknown ones, offsets and anything else are refused at their field", () => {
    for (const timeZone of ["Europe/Atlantis", "+05:30", "-08", "Berlin", "Europe/Berlin; drop", "x".repeat(100)])
      expect(refused({ timeZone })).toEqual(["timeZone timeZone"]);
    expect(refused({ timeZone: " " })[0]).toBe("timeZone required");
    expect(refused({ timeZone: 5 })).toEqual(["timeZone required"]);
  });

  test("a wrong one does not hide what is wrong with the hours", () => {
    expect(refused({ timeZone: "Mars", hours: [monday("9", "17:00")] })).toEqual([
      "timeZone timeZone",
      "hours.0.from time",
    ]);
  });
});

describe("a period", () => {
  test("needs two times of day", () => {
    expect(refused({ hours: [monday("", "25:00")] })).toEqual(["hours.0.from required", "hours.0.to time"]);
    expect(refused({ hours: [monday("24:00", "24:00")] })).toEqual(["hours.0.from time"]);
    expect(refused({ hours: [monday("09.00", "17:00")] })).toEqual(["hours.0.from time"]);
    expect(refused({ hours: [monday("9".repeat(50), "17:00")] })).toContain("hours.0.from tooLong");
  });

  test("ends after it begins, be it by a minute", () => {
    expect(refused({ hours: [monday("09:00", "09:01")] })).toEqual([]);
    expect(refused({ hours: [monday("09:00", "09:00")] })).toEqual(["hours.0.to periodOrder"]);
    expect(refused({ hours: [monday("18:00", "02:00")] })).toEqual(["hours.0.to periodOrder"]);
    expect(refused({ hours: [monday("00:00", "00:00")] })).toEqual([]);
  });

  test("may touch another of the same day, not overlap it; the error stands at the later one", () => {
    expect(refused({ hours: [monday("09:00", "12:00"), monday("12:00", "18:00")] })).toEqual([]);
    expect(refused({ hours: [monday("11:59", "18:00"), monday("09:00", "12:00")] })).toEqual([
      "hours.0.from periodsOverlap",
    ]);
    expect(refused({ hours: [monday("09:00", "12:00"), { weekday: 2, from: "09:00", to: "12:00" }] })).toEqual([]);
  });

  test("keeps its place among those of other days when it is wrong", () => {
    const hours = [{ weekday: 2, from: "09:00", to: "12:00" }, monday("09:00", "12:00"), monday("10:00", "11:00")];
    expect(refused({ hours })).toEqual(["hours.2.from periodsOverlap"]);
  });

  test("belongs to one of seven weekdays", () => {
    for (const weekday of [0, 8, 1.5, "1"]) {
      expect(refused({ hours: [{ weekday, from: "09:00", to: "17:00" }] })).toEqual(["hours.0.weekday choice"]);
    }
  });
});

test("weekly hours without a period are refused, for they never open", () => {
  expect(refused({ hours: [] })).toEqual(["hours neverOpens"]);
});

describe("a holiday", () => {
  test("has a date of the calendar, once", () => {
    expect(refused({ holidays: [holiday("2027-02-28"), holiday("2028-02-29")] })).toEqual([]);
    expect(refused({ holidays: [holiday("2027-02-30")] })).toEqual(["holidays.0.date date"]);
    expect(refused({ holidays: [holiday("")] })).toEqual(["holidays.0.date required"]);
    expect(refused({ holidays: [holiday("2027-01-01"), holiday("2027-01-01")] })).toEqual([
      "holidays.1.date dateTaken",
    ]);
  });

  test("lies between the years 2000 and 2100", () => {
    const found = ["1999-12-31", "2000-01-01", "2100-12-31", "2101-01-01"].map((date) =>
      refused({ holidays: [holiday(date)] }),
    );
    expect(found).toEqual([["holidays.0.date date"], [], [], ["holidays.0.date date"]]);
  });

  test("has a name of at most 80 characters, or none", () => {
    const named = (name: unknown) => refused({ holidays: [{ ...holiday("2027-01-01"), name }] });
    expect([named(""), named("x".repeat(80))]).toEqual([[], []]);
    expect(named("x".repeat(81))).toEqual(["holidays.0.name tooLong"]);
    expect(named("a\u0000b")).toEqual(["holidays.0.name controlCharacters"]);
  });

  test("has periods by the same rules as a weekday, and they are sorted by date", () => {
    const wrong = [
      { from: "09:00", to: "12:00" },
      { from: "11:00", to: "10:00" },
      { from: "11:00", to: "13:00" },
    ];
    expect(refused({ holidays: [holiday("2027-01-01", wrong)] })).toEqual([
      "holidays.0.periods.1.to periodOrder",
      "holidays.0.periods.2.from periodsOverlap",
    ]);
    const { holidays } = scheduleInput.parse({ ...typed, holidays: [holiday("2027-05-01"), holiday("2027-01-01")] });
    expect(holidays.map(({ date }) => date)).toEqual(["2027-01-01", "2027-05-01"]);
  });
});

test("lists are limited: weekly periods, holidays and the periods of a holiday", () => {
  const periods = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ from: `${i % 24}:00`, to: `${i % 24}:30` }));
  const dates = (count: number) =>
    Array.from({ length: count }, (_, i) => holiday(new Date(Date.UTC(2027, 0, 1 + i)).toISOString().slice(0, 10)));
  const hours = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      weekday: (i % 7) + 1,
      from: `${Math.floor(i / 7)}:00`,
      to: `${Math.floor(i / 7)}:30`,
    }));
  expect(refused({ hours: hours(HOURS_MAX), holidays: dates(HOLIDAYS_MAX) })).toEqual([]);
  expect(refused({ hours: hours(HOURS_MAX + 1) })).toEqual([`hours tooMany:${HOURS_MAX}`]);
  expect(refused({ holidays: dates(HOLIDAYS_MAX + 1) })).toEqual([`holidays tooMany:${HOLIDAYS_MAX}`]);
  expect(refused({ holidays: [holiday("2027-01-01", periods(PERIODS_PER_DAY_MAX))] })).toEqual([]);
  expect(refused({ holidays: [holiday("2027-01-01", periods(PERIODS_PER_DAY_MAX + 1))] })).toEqual([
    `holidays.0.periods tooMany:${PERIODS_PER_DAY_MAX}`,
  ]);
});
