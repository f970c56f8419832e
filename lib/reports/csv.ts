import { FIGURE_NAMES, FIGURES, type FigureName, type Grouping, type Unit } from "./rules";
import type { ReportDto } from "./schemas";

/** What a table program would take for a formula (OWASP, "CSV Injection"); a quote before it makes it a text. */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell by RFC 4180: a number as it is, a text never as a formula. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** Words an instant as people of Sweden write it where they live in this zone: a date that table programs know everywhere. */
export function localTimes(timeZone: string): (at: Date | string) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (at) => format.format(new Date(at));
}

const SUFFIXES: Record<Unit, string> = { count: "", seconds: "_seconds", mean: "", share: "_share" };
const columnOf = (name: FigureName) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) + SUFFIXES[FIGURES[name].unit];

const DECIMALS: Record<Unit, number> = { count: 0, seconds: 1, mean: 2, share: 3 };
const rounded = (name: FigureName, value: number | null) =>
  value === null ? null : Number(value.toFixed(DECIMALS[FIGURES[name].unit]));

/**
 * A report as lines of CSV: its rows under names that no language changes, for programs as for people. It begins with a
 * byte order mark, because table programs else take the text for that of an old code page.
 */
export function* csvLines(report: ReportDto, group: Grouping): Generator<string> {
  yield `\ufeff${csvLine([group, `${group}_name`, ...FIGURE_NAMES.map(columnOf)])}`;
  for (const { key, name, figures } of report.rows) {
    yield csvLine([key, name, ...FIGURE_NAMES.map((figure) => rounded(figure, figures[figure]))]);
  }
}
