import { cpus, loadavg } from "node:os";
import { note, type Subject } from "./figures";

/** The value that `share` (0 to 1) of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

/** Milliseconds as people compare them. */
export const ms = (value: number) => `${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ms`;
export const percent = (share: number) => `${(share * 100).toFixed(0)} %`;

/** `--name=5` of the command line. */
export function numberOption(name: string, fallback: number): number {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split("=")[1];
  const value = given === undefined ? fallback : Number(given);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} wants a number`);
  return value;
}

export function textOption(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split("=")[1];
}

/** What a figure depends on besides the program. */
export const machine = () =>
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, load ${loadavg()[0]?.toFixed(2)}, ${new Date().toISOString()}`;

export type Verdict = { what: string; target: string; value: string; isMet: boolean };

export function printVerdicts(verdicts: readonly Verdict[]): boolean {
  console.table(
    Object.fromEntries(verdicts.map(({ what, target, value, isMet }) => [what, { target, value, met: isMet }])),
  );
  note(
    verdicts.map(({ what, target, value, isMet }) => {
      const [, subject, name] = /^(embedded|postgres): (.*)$/.exec(what) ?? [];
      const figure = { what: name ?? what, subject: (subject ?? "postgres") as Subject, value };
      return target === "told only" ? figure : { ...figure, wanted: target, isMet };
    }),
  );
  return verdicts.every(({ isMet }) => isMet);
}
