import { Temporal } from "temporal-polyfill";
import { minutesOf, type Period, type Schedule } from "./rules";

/** How far openings and closings are looked for: a year, with the day that a leap year has more. */
const HORIZON_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

/** Milliseconds since 1970, half-open. */
type Interval = { start: number; end: number };

/**
 * Whether a department is in its hours at an instant.
 *
 * A time of day means the first instant at which the clock of that date shows it or a later one: 02:30 in the hour that
 * spring leaves out is the moment of the jump, and in the hour that autumn repeats it is the first of the two. So each
 * period is one stretch of time, and periods that touch on paper touch in fact.
 */
export function isOpenAt(schedule: Schedule, now: Date): boolean {
  const [next] = intervals(schedule, now.getTime());
  return next !== undefined && next.start <= now.getTime();
}

/**
 * The next instant at which a department opens; while it is open, the one after the present stretch. Null: not within a
 * year.
 */
export function nextOpening(schedule: Schedule, now: Date): Date | null {
  for (const { start } of stretches(schedule, now.getTime())) if (start > now.getTime()) return new Date(start);
  return null;
}

/** The next instant at which a department closes; while it is closed, the end of the next stretch. Null: not within a year. */
export function nextClosing(schedule: Schedule, now: Date): Date | null {
  const [next] = stretches(schedule, now.getTime());
  return next && next.end - now.getTime() <= HORIZON_DAYS * DAY_MS ? new Date(next.end) : null;
}

/** Whether a department is closed now and stays so for a year. */
export const neverOpens = (schedule: Schedule, now: Date): boolean =>
  !isOpenAt(schedule, now) && nextOpening(schedule, now) === null;

/** The same as `intervals`, with those that touch in one: over noon, over midnight, over days without an end. */
function* stretches(schedule: Schedule, at: number): Generator<Interval> {
  let present: Interval | null = null;
  for (const { start, end } of intervals(schedule, at)) {
    if (present && start <= present.end) present.end = Math.max(present.end, end);
    else {
      if (present) yield present;
      present = { start, end };
    }
  }
  if (present) yield present;
}

/** Every period that ends after `at`, in the order of beginning, up to the horizon. */
function* intervals({ timeZone, hours, holidays }: Schedule, at: number): Generator<Interval> {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const special = new Map(holidays.map(({ date, periods }) => [date, periods]));
  if (!hours && ![...special.keys()].some((date) => date >= today.toString())) {
    return yield { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
  }
  // A day's last instant is never later than the next day's first, so days before today have ended.
  for (let days = 0; days <= HORIZON_DAYS + 1; days++) {
    const date = today.add({ days });
    const periods =
      special.get(date.toString()) ?? hours?.filter(({ weekday }) => weekday === date.dayOfWeek) ?? WHOLE_DAY;
    const found = periods.flatMap((period) => toInterval(timeZone, date, period)).sort((a, b) => a.start - b.start);
    for (const interval of found) if (interval.end > at) yield interval;
  }
}

const WHOLE_DAY: Period[] = [{ from: "00:00", to: "24:00" }];

/** Nothing for a period that is empty, be it by itself or because the clock jumps over it. */
function toInterval(timeZone: string, date: Temporal.PlainDate, { from, to }: Period): Interval[] {
  const [first, last] = [minutesOf(from), minutesOf(to)];
  if (first === null || last === null) return [];
  const [start, end] = [instantOf(timeZone, date, first), instantOf(timeZone, date, last)];
  return start < end ? [{ start, end }] : [];
}

/** The first instant at which the clock of that date shows so many minutes from midnight, or more. */
function instantOf(timeZone: string, date: Temporal.PlainDate, minutes: number): number {
  const local = date.toPlainDateTime().add({ minutes });
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  if (earlier.toPlainDateTime().equals(local)) return earlier.epochMilliseconds;
  // The clock jumps over it: `earlier` lies before the jump, by as much as the jump is long at most.
  return earlier.getTimeZoneTransition("next")?.epochMilliseconds ?? earlier.epochMilliseconds;
}
