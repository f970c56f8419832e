"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { StaffedHour } from "@/lib/staffing/schemas";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** A Monday. */
const SOME_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 3_600_000;

/** Names a weekday, 1 being Monday, in the language of the page. */
export function useWeekdayText() {
  const format = useFormatter();
  return (weekday: number, length: "long" | "short" = "long") =>
    format.dateTime(new Date(SOME_MONDAY + (weekday - 1) * DAY_MS), { weekday: length, timeZone: "UTC" });
}

/** A row for each weekday and a column for each hour; the more operators, the stronger the colour beneath the number. */
export function WeekTable({ hours }: { hours: readonly StaffedHour[] }) {
  const t = useTranslations("staffing");
  const format = useFormatter();
  const weekdayText = useWeekdayText();
  // Nights in which nobody ever writes would push the day out of a phone's sight.
  const needed = hours.filter(({ operators }) => operators > 0).map(({ hour }) => hour);
  const [first, last] = [Math.min(...needed), Math.max(...needed)];
  const shown = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const most = Math.max(1, ...hours.map(({ operators }) => operators));
  const percent = (share: number) => format.number(share, { style: "percent", maximumFractionDigits: 0 });
  return (
    <section
      aria-label={t("table")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.2, 2.1.1).
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-border bg-surface"
    >
      <table
        style={{ minWidth: `${4 + shown.length * 2.25}rem` }}
        className="w-full table-fixed border-collapse text-center text-sm tabular-nums"
      >
        <caption className="sr-only">{t("table")}</caption>
        <thead>
          <tr className="border-border border-b">
            <td className="w-16" />
            {shown.map((hour) => (
              <th key={hour} scope="col" className="py-2.5 font-medium text-muted text-xs">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((weekday) => (
            <tr key={weekday} className="border-border border-b last:border-b-0">
              <th scope="row" className="px-3 py-2.5 text-start font-medium text-muted text-xs">
                <abbr title={weekdayText(weekday)} className="no-underline">
                  {weekdayText(weekday, "short")}
                </abbr>
              </th>
              {hours
                .filter(({ weekday: day, hour }) => day === weekday && hour >= first && hour <= last)
                .map(({ hour, operators, arrivals, shareInTime, occupancy }) => (
                  <td
                    key={hour}
                    className="py-2.5"
                    style={{
                      backgroundColor:
                        operators === 0
                          ? undefined
                          : `color-mix(in srgb, var(--accent-soft) ${Math.round((100 * operators) / most)}%, transparent)`,
                    }}
                    title={
                      operators === 0
                        ? undefined
                        : t("cell", {
                            arrivals: format.number(arrivals, { maximumFractionDigits: 1 }),
                            share: percent(shareInTime),
                            occupancy: percent(occupancy),
                          })
                    }
                  >
                    {operators === 0 ? <span className="text-muted">·</span> : operators}
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
