/** Times of day as `HH:MM` in the department's time zone, half-open; `to` may be `24:00`. */
export type Period = { from: string; to: string };
/** Weekdays by ISO 8601: 1 is Monday. A weekday may have several periods, or none. */
export type OpeningHours = (Period & { weekday: number })[];
/** A date (`YYYY-MM-DD`) with hours of its own; none: closed all day. */
export type Holiday = { date: string; name: string; periods: Period[] };
/** `hours` null: always open, but for the holidays. */
export type Schedule = { timeZone: string; hours: OpeningHours | null; holidays: Holiday[] };

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Minutes from midnight to a time of day, 0 to 1440. The hour may have one digit. Null: no time of day. */
export function minutesOf(time: string): number | null {
  const [, hour, minute] = /^(\d{1,2}):([0-5]\d)$/.exec(time) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes <= 24 * 60 ? minutes : null;
}

/** The same back, as `HH:MM`. */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Positions of the periods that begin before an earlier one of the same day has ended. Touching is no overlap. */
export function overlapping(periods: readonly { from: number; to: number }[]): number[] {
  const inOrder = periods.map((period, index) => ({ ...period, index })).sort((a, b) => a.from - b.from || a.to - b.to);
  const found: number[] = [];
  let end = 0;
  for (const { from, to, index } of inOrder) {
    if (from < end) found.push(index);
    end = Math.max(end, to);
  }
  return found.sort((a, b) => a - b);
}

/** Whether a date of the calendar (`YYYY-MM-DD`) exists. */
export function isCalendarDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
