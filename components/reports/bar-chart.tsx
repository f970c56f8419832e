"use client";

import { useFormatter, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { labelEvery, scaleTop } from "@/lib/reports/rules";
import type { ReportBar } from "@/lib/reports/schemas";
import { useDayText, useRowText } from "./use-figure-text";

type Props = { title: string; grouping: "day" | "hour"; rows: readonly ReportBar[] };

/** Beyond so many bars there is no room for gaps between them. */
const GAPS_MAX = 62;
const STEPS = [4, 3, 2, 1, 0];

/**
 * Chats over time as bars, with those who left the queue at their foot. Boxes and no picture: they follow the width, the
 * theme and the writing direction by themselves. The numbers stand in a table below, for everybody.
 */
export function BarChart({ title, grouping, rows }: Props) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const rowText = useRowText();
  const bars = rows.map((row) => ({
    key: row.key,
    text: rowText(grouping, { key: row.key, name: null }),
    chats: row.chats,
    abandoned: Math.min(row.abandoned, row.chats),
  }));
  const most = Math.max(...bars.map(({ chats }) => chats));
  const top = scaleTop(most);
  const peak = bars.find(({ chats }) => chats === most);
  const sum = bars.reduce((all, { chats }) => all + chats, 0);
  const summary =
    peak && sum > 0
      ? t("chart.summary", { title, count: sum, peak: peak.text, most })
      : t("chart.summaryNone", { title });
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border border-border bg-surface px-5 pt-4 pb-3">
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 className="font-semibold text-base">{title}</h2>
        <p aria-hidden className="flex gap-4 text-muted text-xs">
          <Legend className="bg-accent">{t("chart.legendChats")}</Legend>
          <Legend className="bg-warning">{t("chart.legendAbandoned")}</Legend>
        </p>
      </header>
      <div role="img" aria-label={summary} className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
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
          <div className={cn("absolute inset-0 flex items-end", bars.length <= GAPS_MAX && "gap-px sm:gap-0.5")}>
            {bars.map((bar) => (
              <Bar key={bar.key} bar={bar} top={top} />
            ))}
          </div>
        </div>
        <Labels rows={rows} grouping={grouping} max={4} className="sm:hidden" />
        <Labels rows={rows} grouping={grouping} max={8} className="max-sm:hidden" />
      </div>
      <details className="mt-2">
        <summary className="inline-flex min-h-8 items-center rounded-sm text-muted text-xs underline hover:text-foreground">
          {t("chart.numbers")}
        </summary>
        <div className="mt-2 max-h-72 overflow-y-auto">
          <Table label={title}>
            <TableHead>
              <TableRow>
                <TableHeader>{t(`group.${grouping}`)}</TableHeader>
                <TableHeader>{t("chart.legendChats")}</TableHeader>
                <TableHeader>{t("chart.legendAbandoned")}</TableHeader>
              </TableRow>
            </TableHead>
            <tbody>
              {bars.map(({ key, text, chats, abandoned }) => (
                <TableRow key={key}>
                  <TableCell className="py-1.5">{text}</TableCell>
                  <TableCell label={t("chart.legendChats")} className="py-1.5 tabular-nums">
                    {format.number(chats)}
                  </TableCell>
                  <TableCell label={t("chart.legendAbandoned")} className="py-1.5 tabular-nums">
                    {format.number(abandoned)}
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

const Legend = ({ className, children }: { className: string; children: string }) => (
  <span className="inline-flex items-center gap-1.5">
    <span className={cn("size-2.5 rounded-xs forced-color-adjust-none", className)} />
    {children}
  </span>
);

type BarProps = { bar: { text: string; chats: number; abandoned: number }; top: number };

function Bar({ bar: { text, chats, abandoned }, top }: BarProps) {
  const t = useTranslations("reports");
  const told = `${text} · ${t("chart.legendChats")}: ${chats} · ${t("chart.legendAbandoned")}: ${abandoned}`;
  return (
    <span title={told} className="flex h-full min-w-0 flex-1 items-end hover:bg-surface-sunken/70">
      <span
        className="flex w-full flex-col justify-end overflow-hidden rounded-t-xs bg-accent forced-color-adjust-none"
        style={{ height: `${(chats / top) * 100}%` }}
      >
        {abandoned > 0 && (
          <span className="border-surface border-t bg-warning" style={{ height: `${(abandoned / chats) * 100}%` }} />
        )}
      </span>
    </span>
  );
}

type LabelsProps = Pick<Props, "rows" | "grouping"> & { max: number; className: string };

/** Each label begins under the bar that it names and has the width of those up to the next one. */
function Labels({ rows, grouping, max, className }: LabelsProps) {
  const rowText = useRowText();
  const dayText = useDayText();
  const every = labelEvery(rows.length, max);
  const labelled = rows.filter((_, index) => index % every === 0);
  return (
    <div aria-hidden className={cn("col-start-2 mt-1.5 flex text-muted text-xs", className)}>
      {labelled.map((row, index) => (
        <span
          key={row.key}
          className="min-w-0 basis-0 truncate"
          style={{ flexGrow: Math.min(every, rows.length - index * every) }}
        >
          {grouping === "day" ? dayText(row.key, "short") : rowText(grouping, { key: row.key, name: null })}
        </span>
      ))}
    </div>
  );
}
