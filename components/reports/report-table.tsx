"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import type { FigureName, Figures } from "@/lib/reports/rules";
import type { ReportQuery, ReportRow } from "@/lib/reports/schemas";
import { reportHref } from "./report-href";
import { useFigureText, useRowText } from "./use-figure-text";

const COLUMNS = [
  { label: "chats", main: "chats" },
  { label: "wait", main: "waitMedian", p90: "waitP90" },
  { label: "firstResponse", main: "firstResponseMedian", p90: "firstResponseP90" },
  { label: "handling", main: "handlingMedian" },
  { label: "missed", main: "missed" },
  { label: "reassigned", main: "reassigned" },
  { label: "abandoned", main: "abandoned" },
  { label: "transfers", main: "transfersIn", beside: "transfersOut" },
  { label: "misrouted", main: "misrouted" },
  { label: "rating", main: "ratingAverage" },
  { label: "promise", main: "promiseKept" },
] as const satisfies { label: string; main: FigureName; p90?: FigureName; beside?: FigureName }[];

/** The rows of a report; that of a department leads on to the same by its operators. */
export function ReportTable({ rows, query }: { rows: readonly ReportRow[]; query: ReportQuery }) {
  const t = useTranslations("reports");
  const title = t("rows", { group: query.group });
  return (
    <section aria-labelledby="report-rows">
      <h2 id="report-rows" className="font-semibold text-base">
        {title}
      </h2>
      <p className="mt-0.5 mb-3 max-w-prose text-muted">{t("rowsLead")}</p>
      <Table label={title} className="sm:[&_td]:px-2.5 sm:[&_th]:whitespace-normal sm:[&_th]:px-2.5">
        <TableHead>
          <TableRow>
            <TableHeader>{t(`group.${query.group}`)}</TableHeader>
            {COLUMNS.map(({ label }) => (
              <TableHeader key={label} className="sm:text-end">
                {t(`figure.${label}`)}
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.key}>
              <TableCell className="min-w-40 max-w-72">
                <RowName row={row} query={query} />
              </TableCell>
              {COLUMNS.map((column) => (
                <TableCell
                  key={column.label}
                  label={t(`figure.${column.label}`)}
                  className={cn(
                    "tabular-nums sm:whitespace-nowrap sm:text-end",
                    // On phones each figure is a line of its own: of what nobody came to, one is enough.
                    row.figures.chats === 0 && column.main !== "chats" && "max-sm:hidden",
                  )}
                >
                  <Value column={column} figures={row.figures} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function RowName({ row, query }: { row: ReportRow; query: ReportQuery }) {
  const t = useTranslations("reports");
  const name = useRowText()(query.group, row);
  if (query.group !== "department" || row.key === null) {
    return <bdi className="block truncate font-medium max-sm:whitespace-normal">{name}</bdi>;
  }
  return (
    <Link
      href={reportHref("/reports", { ...query, department: row.key, group: "operator" })}
      className="block truncate rounded-sm font-medium underline decoration-border-strong underline-offset-2 hover:decoration-current max-sm:whitespace-normal"
    >
      <bdi>{name}</bdi>
      <span className="sr-only">{t("narrow")}</span>
    </Link>
  );
}

function Value({ column, figures }: { column: (typeof COLUMNS)[number]; figures: Figures }) {
  const t = useTranslations("reports");
  const text = useFigureText();
  const main = text(column.main, figures[column.main]);
  if ("beside" in column) return `${main} / ${text(column.beside, figures[column.beside])}`;
  if (!("p90" in column) || figures[column.p90] === null) return main;
  return (
    <>
      {main}
      <span className="block text-muted text-xs max-sm:ms-2 max-sm:inline">
        {t("p90", { value: text(column.p90, figures[column.p90]) })}
      </span>
    </>
  );
}
