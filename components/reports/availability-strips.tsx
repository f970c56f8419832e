"use client";

import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { cn } from "@/components/ui/cn";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import type { AvailabilityDay, AvailabilityState, ReportDto } from "@/lib/reports/schemas";
import { useDayText } from "./use-figure-text";

/** Besides by colour, states are told apart by height and pattern, in the legend, in the table, and under the pointer. */
const LOOKS: Record<AvailabilityState, string> = {
  online: "bg-success",
  nobody: "bg-warning",
  closed: "bg-border-strong",
  unknown: "bg-[repeating-linear-gradient(45deg,var(--border-strong)_0_2px,transparent_2px_5px)]",
};
const HEIGHTS: Record<AvailabilityState, string> = {
  online: "h-full",
  nobody: "h-3/5",
  closed: "h-1/4",
  unknown: "h-1/4",
};
const STATES = Object.keys(LOOKS) as AvailabilityState[];
const MINUTE_MS = 60_000;

/** What a department was on each day, minute by minute: a strip from midnight to midnight, and the same as a table. */
export function AvailabilityStrips({ days, zone }: { days: ReportDto["availabilityDays"]; zone: string }) {
  const t = useTranslations("reports.availability");
  const dayText = useDayText();
  const timeText = useTimeText(zone);
  const lengthText = useLengthText();
  if (days.length === 0) return null;
  const found = new Set(days.flatMap(({ parts }) => parts.map(({ state }) => state)));
  return (
    <section
      aria-labelledby="availability-strips"
      className="rounded-lg border border-border bg-surface px-5 pt-4 pb-3"
    >
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id="availability-strips" className="font-semibold text-base">
            {t("strips")}
          </h2>
          <p className="mt-0.5 text-muted text-xs">{t("stripsLead", { zone: isolate(zone) })}</p>
        </div>
        <p aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
          {STATES.filter((state) => found.has(state)).map((state) => (
            <span key={state} className="inline-flex items-center gap-1.5">
              <span className={cn("size-2.5 rounded-xs forced-color-adjust-none", LOOKS[state])} />
              {t(state)}
            </span>
          ))}
        </p>
      </header>
      <ol className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-2">
        {days.map((day) => (
          <li key={day.day} className="contents">
            <span aria-hidden className="whitespace-nowrap pt-1 text-muted text-xs tabular-nums">
              {dayText(day.day, "short")}
            </span>
            <Strip day={day} zone={zone} />
          </li>
        ))}
      </ol>
      <details className="mt-2">
        <summary className="inline-flex min-h-8 items-center rounded-sm text-muted text-xs underline hover:text-foreground">
          {t("table")}
        </summary>
        <div className="mt-2 max-h-96 overflow-y-auto">
          <Table label={t("strips")}>
            <TableHead>
              <TableRow>
                {(["day", "from", "to", "state", "length"] as const).map((column) => (
                  <TableHeader key={column}>{t(column)}</TableHeader>
                ))}
              </TableRow>
            </TableHead>
            <tbody>
              {days.flatMap(({ day, ends, parts }) =>
                parts.map(({ state, from, to }) => (
                  <TableRow key={from}>
                    <TableCell className="py-1.5">{dayText(day)}</TableCell>
                    <TableCell label={t("from")} className="py-1.5 tabular-nums">
                      {timeText(from)}
                    </TableCell>
                    <TableCell label={t("to")} className="py-1.5 tabular-nums">
                      {to === ends ? "24:00" : timeText(to)}
                    </TableCell>
                    <TableCell label={t("state")} className="py-1.5">
                      {t(state)}
                    </TableCell>
                    <TableCell label={t("length")} className="py-1.5 tabular-nums">
                      {lengthText(Date.parse(to) - Date.parse(from))}
                    </TableCell>
                  </TableRow>
                )),
              )}
            </tbody>
          </Table>
        </div>
      </details>
    </section>
  );
}

function Strip({ day: { day, starts, ends, marks, parts }, zone }: { day: AvailabilityDay; zone: string }) {
  const t = useTranslations("reports.availability");
  const dayText = useDayText();
  const timeText = useTimeText(zone);
  const lengthText = useLengthText();
  const [start, length] = [Date.parse(starts), Date.parse(ends) - Date.parse(starts)];
  const share = (from: number, to: number) => `${((to - from) / length) * 100}%`;
  const endText = (at: string) => (at === ends ? "24:00" : timeText(at));
  // A label that lists every part of a restless day would be read for minutes: the sums are said, the parts stand in the table.
  const sums = STATES.flatMap((state) => {
    const ms = parts.reduce(
      (sum, one) => sum + (one.state === state ? Date.parse(one.to) - Date.parse(one.from) : 0),
      0,
    );
    return ms > 0 ? [`${t(state)} ${lengthText(ms)}`] : [];
  });
  return (
    <div>
      <div
        role="img"
        aria-label={t("stripLabel", { day: dayText(day), parts: sums.join(", ") })}
        className="relative flex h-6 items-end overflow-hidden rounded-xs bg-surface-sunken"
      >
        {parts.map(({ state, from, to }) => (
          <span
            key={from}
            title={`${t("strip", { state: t(state), from: timeText(from), to: endText(to) })} · ${lengthText(Date.parse(to) - Date.parse(from))}`}
            className={cn("shrink-0 forced-color-adjust-none", HEIGHTS[state], LOOKS[state])}
            style={{ width: share(Date.parse(from), Date.parse(to)) }}
          />
        ))}
      </div>
      <div aria-hidden className="relative h-4 text-muted text-xs leading-4 tabular-nums">
        <span className="absolute start-0">0</span>
        {marks.map(({ hour, at }) => (
          <span
            key={hour}
            className="absolute -translate-x-1/2 rtl:translate-x-1/2"
            style={{ insetInlineStart: share(start, Date.parse(at)) }}
          >
            {hour}
          </span>
        ))}
        <span className="absolute end-0">24</span>
      </div>
    </div>
  );
}

function useTimeText(zone: string) {
  const format = useFormatter();
  return (at: string) => format.dateTime(new Date(at), { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}

function useLengthText() {
  const t = useTranslations("reports.availability");
  return (ms: number) => {
    const minutes = Math.round(ms / MINUTE_MS);
    return t("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
