import { Temporal } from "temporal-polyfill";
import type { Hour } from "./record";

/** The hours between two instants as the clock of a time zone shows them: an hour that autumn repeats is there twice. */
export function hoursOf(start: Date, end: Date, zone: string): Hour[] {
  const hours: Hour[] = [];
  let local = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone);
  while (local.epochMilliseconds < end.getTime()) {
    const next = local.add({ hours: 1 });
    hours.push({
      start: local.epochMilliseconds,
      end: Math.min(next.epochMilliseconds, end.getTime()),
      day: local.toPlainDate().toString(),
      hour: local.hour,
    });
    local = next;
  }
  return hours;
}
