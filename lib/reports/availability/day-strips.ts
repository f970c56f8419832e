import { Temporal } from "temporal-polyfill";
import type { AvailabilityDay, AvailabilityState } from "../schemas";

/** Since when a department was what; instants are milliseconds since 1970, in order. */
export type NotedState = { since: number; state: Exclude<AvailabilityState, "unknown"> };

/** Hours of the clock that are marked under a strip. */
const MARKED_HOURS = [6, 12, 18];

/**
 * What a department was on each of some days of a time zone, from midnight to midnight and up to `now`: what was before the
 * first note is not known. A day of 23 or 25 hours is as long as it is.
 */
export function dayStrips(
  noted: readonly NotedState[],
  days: readonly string[],
  zone: string,
  now: number,
): AvailabilityDay[] {
  return days.flatMap((day): AvailabilityDay[] => {
    const date = Temporal.PlainDate.from(day);
    const start = date.toZonedDateTime(zone).epochMilliseconds;
    const end = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
    if (start >= now) return [];
    const until = Math.min(end, now);
    const marks = MARKED_HOURS.map((hour) => ({
      hour,
      at: iso(date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) }).epochMilliseconds),
    }));
    return [{ day, starts: iso(start), ends: iso(end), marks, parts: stretchesOf(noted, start, until) }];
  });
}

/** What a department was between two instants, in stretches as long as they can be. Milliseconds since 1970. */
export function stretchesOf(noted: readonly NotedState[], start: number, until: number): AvailabilityDay["parts"] {
  const parts: AvailabilityDay["parts"] = [];
  const before: { since: number; state: AvailabilityState } = { since: Number.NEGATIVE_INFINITY, state: "unknown" };
  const all = [before, ...noted];
  for (const [index, { since, state }] of all.entries()) {
    const from = Math.max(start, since);
    const to = Math.min(until, all[index + 1]?.since ?? until);
    if (from >= to) continue;
    const last = parts.at(-1);
    if (last?.state === state) last.to = iso(to);
    else parts.push({ state, from: iso(from), to: iso(to) });
  }
  return parts;
}

const iso = (at: number) => new Date(at).toISOString();
