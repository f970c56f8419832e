import { expect, test } from "vitest";
import { isCalendarDate, minutesOf, overlapping, timeOf } from "./rules";

test("a time of day is hours and minutes from 00:00 to 24:00, not one more", () => {
  expect(["00:00", "9:05", "23:59", "24:00"].map(minutesOf)).toEqual([0, 545, 1439, 1440]);
  for (const text of ["24:01", "25:00", "12:60", "12", "12:5", "-1:00", "12:00:00", "noon", "", "１２:00"])
    expect({ text, minutes: minutesOf(text) }).toEqual({ text, minutes: null });
});

test("minutes are written as they are read", () => {
  for (const minutes of [0, 1, 59, 60, 545, 1439, 1440]) expect(minutesOf(timeOf(minutes))).toBe(minutes);
  expect(timeOf(545)).toBe("09:05");
});

test("the later of two periods overlaps; touching ones do not", () => {
  expect(overlapping([])).toEqual([]);
  const noon = { from: 540, to: 720 };
  expect(overlapping([noon, { from: 720, to: 900 }])).toEqual([]);
  expect(overlapping([noon, { from: 719, to: 900 }])).toEqual([1]);
  expect(overlapping([{ from: 719, to: 900 }, noon])).toEqual([0]);
  expect(overlapping([noon, noon])).toEqual([1]);
});

test("a period within a long one overlaps even when a short one lies between", () => {
  const found = overlapping([
    { from: 0, to: 600 },
    { from: 10, to: 20 },
    { from: 500, to: 510 },
    { from: 600, to: 700 },
  ]);
  expect(found).toEqual([1, 2]);
});

test("a date must be in the calendar, leap days included", () => {
  expect(["2026-12-25", "2028-02-29", "2000-02-29"].map(isCalendarDate)).toEqual([true, true, true]);
  for (const date of ["2027-02-29", "2027-02-30", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1"])
    expect({ date, exists: isCalendarDate(date) }).toEqual({ date, exists: false });
  for (const date of ["", "today", "25.12.2026", "2026-12-25T00:00"]) expect(isCalendarDate(date)).toBe(false);
});
