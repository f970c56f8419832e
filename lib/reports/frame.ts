import { Temporal } from "temporal-polyfill";
import type { ReportQuery } from "./schemas";

/** Days by their dates, both included, and the instants between which they lie, half-open. */
export type Span = { from: string; to: string; start: Date; end: Date };
export type Frame = { zone: string; span: Span; before: Span; days: string[]; isUnderWay: boolean };

/**
 * The days that a query means where it is `now` in a time zone, and as many directly before them. While the period is not
 * over, the one before ends at the same time of day, so that half a day is not compared with a whole one.
 */
export function frameOf(query: Pick<ReportQuery, "period" | "from" | "to">, now: Date, zone: string): Frame {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const { from, to } = datesOf(query, local.toPlainDate());
  const count = from.until(to).days + 1;
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(zone);
  const span = { start: midnight(from), end: midnight(to.add({ days: 1 })) };
  const isUnderWay = Temporal.ZonedDateTime.compare(local, span.end) < 0;
  const earlier = { from: from.subtract({ days: count }), to: from.subtract({ days: 1 }) };
  const start = midnight(earlier.from);
  const sameTime = local.subtract({ days: count });
  const end = !isUnderWay ? span.start : Temporal.ZonedDateTime.compare(sameTime, start) < 0 ? start : sameTime;
  return {
    zone,
    span: { from: from.toString(), to: to.toString(), start: instant(span.start), end: instant(span.end) },
    before: { from: earlier.from.toString(), to: earlier.to.toString(), start: instant(start), end: instant(end) },
    days: Array.from({ length: count }, (_, index) => from.add({ days: index }).toString()),
    isUnderWay,
  };
}

const instant = (at: Temporal.ZonedDateTime) => new Date(at.epochMilliseconds);

type Dates = { from: Temporal.PlainDate; to: Temporal.PlainDate };

function datesOf({ period, from, to }: Pick<ReportQuery, "period" | "from" | "to">, today: Temporal.PlainDate): Dates {
  const back = (days: number) => today.subtract({ days });
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: back(1), to: back(1) };
    case "week":
      return { from: back(6), to: today };
    case "weeks":
      return { from: back(27), to: today };
    case "month":
      return { from: today.with({ day: 1 }), to: today };
    case "custom":
      return { from: Temporal.PlainDate.from(from ?? today), to: Temporal.PlainDate.from(to ?? today) };
  }
}
