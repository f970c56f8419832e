"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { cn } from "@/components/ui/cn";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { FIGURES, type FigureName } from "@/lib/reports/rules";
import type { ReportQuery, ReportRow } from "@/lib/reports/schemas";
import { chatsHref, reportHref } from "./report-href";
import { useFigureText, useRowText } from "./use-figure-text";

const COLUMNS = [
  { label: "chats", main: "chats" },
  { label: "wait", main: "waitMedian", p90: "waitP90" },
  { label: "firstResponse", main: "firstResponseMedian", p90: "firstResponseP90" },
  { label: "handling", main: "handlingMedian" },
  { label: "atOnce", main: "atOnceMean", peak: "atOncePeak" },
  { label: "missed", main: "missed" },
  { label: "reassigned", main: "reassigned" },
  { label: "abandoned", main: "abandoned" },
  { label: "transfers", main: "transfersIn", beside: "transfersOut" },
  { label: "misrouted", main: "misrouted" },
  { label: "rating", main: "ratingAverage" },
  { label: "promise", main: "promiseKept" },
] as const satisfies { label: string; main: FigureName; p90?: FigureName; beside?: FigureName; peak?: FigureName }[];

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
                  <Value column={column} row={row} query={query} />
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
    return (
      <span className="flex min-w-0 items-center gap-2">
        {query.group === "operator" && row.key !== null && (
          <OperatorAvatar operatorId={row.key} name={name} size="xs" />
        )}
        <bdi className="min-w-0 truncate font-medium max-sm:whitespace-normal">{name}</bdi>
      </span>
    );
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

type ValueProps = { column: (typeof COLUMNS)[number]; row: ReportRow; query: ReportQuery };

function Value({ column, row, query }: ValueProps) {
  const t = useTranslations("reports");
  const text = useFigureText();
  const { figures } = row;
  const main = <FigureLink name={column.main} row={row} query={query} />;
  if ("beside" in column) {
    return (
      <>
        {main} / <FigureLink name={column.beside} row={row} query={query} />
      </>
    );
  }
  const small = "p90" in column ? column.p90 : "peak" in column ? column.peak : null;
  if (!small || figures[column.main] === null) return main;
  return (
    <>
      {main}
      <span className="block text-muted text-xs max-sm:ms-2 max-sm:inline">
        {t("p90" in column ? "p90" : "peak", { value: text(small, figures[small]) })}
      </span>
    </>
  );
}

/** A figure that leads to the chats behind it; where there are none, it leads nowhere. */
function FigureLink({ name, row, query }: { name: FigureName; row: ReportRow; query: ReportQuery }) {
  const t = useTranslations("reports");
  const value = row.figures[name];
  const words = useFigureText()(name, value);
  if (value === null || (value === 0 && FIGURES[name].unit === "count")) return words;
  return (
    <Link
      href={chatsHref(query, name, row.key)}
      prefetch={false}
      aria-label={t("chats.show", { figure: t(`chats.figure.${name}`), value: words })}
      className="rounded-sm underline decoration-border-strong decoration-dotted underline-offset-4 hover:decoration-current hover:decoration-solid"
    >
      {words}
    </Link>
  );
}
