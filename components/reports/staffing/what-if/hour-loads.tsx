"use client";

import { useFormatter, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { scaleTop } from "@/lib/reports/rules";
import type { Compared, WhatIfDto } from "@/lib/staffing/what-if-schemas";

const SERIES = [
  { name: "recorded", className: "bg-border-strong" },
  { name: "asWas", className: "bg-accent" },
  { name: "whatIf", className: "bg-warning" },
] as const;
const STEPS = [4, 3, 2, 1, 0];
const AT_MIDNIGHT = Date.UTC(2024, 0, 1);
const LABEL_EVERY = 3;

/** How many chats operators had at once in each hour of the day: bars beside each other, and the numbers in a table. */
export function HourLoads({ hours }: Pick<WhatIfDto, "hours">) {
  const t = useTranslations("staffing.whatIf");
  const format = useFormatter();
  const shown = SERIES.filter(({ name }) => hours[0]?.load[name] !== null);
  const most = Math.max(...hours.flatMap(({ load }) => shown.map(({ name }) => load[name] ?? 0)));
  const top = scaleTop(most);
  const hourText = (hour: number) =>
    format.dateTime(AT_MIDNIGHT + hour * 3_600_000, { timeZone: "UTC", timeStyle: "short" });
  const mean = (value: number | null) =>
    format.number(value ?? 0, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const peak = hours.reduce((best, one) => (one.load.asWas > best.load.asWas ? one : best), hours[0] ?? NOTHING);
  return (
    <section aria-labelledby="what-if-hours" className="rounded-lg border border-border bg-surface px-5 pt-4 pb-3">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id="what-if-hours" className="font-semibold text-base">
            {t("hours")}
          </h2>
          <p className="mt-0.5 text-muted text-xs">{t("hoursLead")}</p>
        </div>
        <p aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
          {shown.map(({ name, className }) => (
            <span key={name} className="inline-flex items-center gap-1.5">
              <span className={cn("size-2.5 rounded-xs forced-color-adjust-none", className)} />
              {t(`column.${name}`)}
            </span>
          ))}
        </p>
      </header>
      <div
        role="img"
        aria-label={t("hoursSummary", { hour: hourText(peak.hour), most: mean(peak.load.asWas) })}
        className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2"
      >
        <div className="relative flex h-44 flex-col justify-between text-end text-muted text-xs tabular-nums leading-none">
          {STEPS.map((step) => (
            <span key={step} className="-my-1.5">
              {format.number((top / 4) * step)}
            </span>
          ))}
        </div>
        <div className="relative h-44">
          <div className="absolute inset-0 flex flex-col justify-between">
            {STEPS.map((step) => (
              <span key={step} className={cn("h-px", step === 0 ? "bg-border-strong" : "bg-border")} />
            ))}
          </div>
          <div className="absolute inset-0 flex items-end gap-px sm:gap-1">
            {hours.map(({ hour, load }) => (
              <span
                key={hour}
                title={[hourText(hour), ...shown.map(({ name }) => `${t(`column.${name}`)}: ${mean(load[name])}`)].join(
                  " · ",
                )}
                className="flex h-full min-w-0 flex-1 items-end hover:bg-surface-sunken/70"
              >
                {shown.map(({ name, className }) => (
                  <span
                    key={name}
                    className={cn("min-w-0 flex-1 rounded-t-xs forced-color-adjust-none", className)}
                    style={{ height: `${((load[name] ?? 0) / top) * 100}%` }}
                  />
                ))}
              </span>
            ))}
          </div>
        </div>
        <div aria-hidden className="col-start-2 mt-1.5 flex text-muted text-xs">
          {hours
            .filter(({ hour }) => hour % LABEL_EVERY === 0)
            .map(({ hour }) => (
              <span key={hour} className="min-w-0 flex-1 truncate">
                {hour}
              </span>
            ))}
        </div>
      </div>
      <details className="mt-2">
        <summary className="inline-flex min-h-8 items-center rounded-sm text-muted text-xs underline hover:text-foreground">
          {t("numbers")}
        </summary>
        <div className="mt-2 max-h-72 overflow-y-auto">
          <Table label={t("hours")}>
            <TableHead>
              <TableRow>
                <TableHeader>{t("column.hour")}</TableHeader>
                {shown.map(({ name }) => (
                  <TableHeader key={name}>{t(`column.${name}`)}</TableHeader>
                ))}
                <TableHeader>{t("column.staff")}</TableHeader>
              </TableRow>
            </TableHead>
            <tbody>
              {hours.map(({ hour, load, staff }) => (
                <TableRow key={hour}>
                  <TableCell className="py-1.5">{hourText(hour)}</TableCell>
                  {shown.map(({ name }) => (
                    <TableCell key={name} label={t(`column.${name}`)} className="py-1.5 tabular-nums">
                      {mean(load[name])}
                    </TableCell>
                  ))}
                  <TableCell label={t("column.staff")} className="py-1.5 tabular-nums">
                    {staffText(staff, mean)}
                  </TableCell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
    </section>
  );
}

const NONE: Compared<number> = { recorded: 0, asWas: 0, whatIf: null };
const NOTHING: WhatIfDto["hours"][number] = { hour: 0, load: NONE, staff: NONE };

const staffText = ({ asWas, whatIf }: Compared<number>, mean: (value: number) => string) =>
  whatIf === null || mean(asWas) === mean(whatIf) ? mean(asWas) : `${mean(asWas)} → ${mean(whatIf)}`;
