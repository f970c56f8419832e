"use client";

import { useFormatter } from "use-intl";

/** A Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 3_600_000;

/** The name of a weekday (1 is Monday) in the language of the page. */
export function useWeekdayName(): (weekday: number) => string {
  const format = useFormatter();
  return (weekday) => format.dateTime(MONDAY_MS + (weekday - 1) * DAY_MS, { weekday: "long", timeZone: "UTC" });
}
