import { appendFileSync, readFileSync } from "node:fs";

const SUBJECTS = ["floor", "embedded", "postgres"] as const;
/** On what a figure was taken: bare code, or the product on either database. */
export type Subject = (typeof SUBJECTS)[number];
/** `isMet` where something is wanted of it. */
export type Figure = { what: string; subject: Subject; value: string; wanted?: string; isMet?: boolean };

/** Names the file in which the programs of one `npm run bench` leave their figures for its last table. */
export const FIGURES_FILE = "BENCH_FIGURES_FILE";

/** Leaves figures for the table of the whole run; run by itself, a program prints its own alone. */
export function note(figures: readonly Figure[]): void {
  const file = process.env[FIGURES_FILE];
  if (file) appendFileSync(file, figures.map((figure) => `${JSON.stringify(figure)}\n`).join(""));
}

export const readFigures = (file: string): Figure[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Figure);

/** All figures side by side as Markdown, a row for each thing that was measured; an exclamation mark is one that is missed. */
export function figureTable(figures: readonly Figure[]): string {
  const head = ["what", "floor", "embedded", "Postgres", "wanted"];
  const lines = [...new Set(figures.map(({ what }) => what))].map((what) => {
    const own = figures.filter((figure) => figure.what === what);
    const cells = SUBJECTS.map((subject) => {
      const { value = "", isMet = true } = own.find((figure) => figure.subject === subject) ?? {};
      return isMet ? value : `${value} !`;
    });
    return [what, ...cells, own.find(({ wanted }) => wanted)?.wanted ?? ""];
  });
  const widths = head.map((word, index) => Math.max(word.length, ...lines.map((line) => line[index]?.length ?? 0)));
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`;
  return [row(head), row(widths.map((width) => "-".repeat(width))), ...lines.map(row)].join("\n");
}
