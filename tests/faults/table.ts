import type { RoundResult } from "./round";
import type { Scenario } from "./scenarios/scenario";

/** Sends that a round must have had acknowledged to prove anything. */
export const SENDS_MIN = 1000;

export type Played = { scenario: Scenario; rounds: RoundResult[]; skipped?: string };

const sum = (rounds: readonly RoundResult[], of: (round: RoundResult) => number) =>
  rounds.reduce((total, round) => total + of(round), 0);

/** The rounds that prove something; in the short form sends are counted over all rounds of a fault. */
export const counted = ({ rounds }: Played, isShort: boolean): RoundResult[] => {
  const struck = rounds.filter(({ hits }) => hits > 0);
  if (!isShort) return struck.filter(({ acknowledged }) => acknowledged >= SENDS_MIN);
  return sum(struck, ({ acknowledged }) => acknowledged) >= SENDS_MIN ? struck : [];
};

const KINDS = ["lost", "doubled", "phantom", "reordered", "stale", "broken"] as const;

export const isClean = ({ rounds, skipped }: Played): boolean =>
  skipped !== undefined || rounds.every((round) => KINDS.every((kind) => round[kind] === 0));

/** Whether everything was proven: clean, and no round that does not count. */
export const hasPassed = (played: Played, isShort: boolean): boolean =>
  played.skipped !== undefined || (isClean(played) && counted(played, isShort).length === played.rounds.length);

const HEAD = [
  "fault",
  "rounds",
  "sends acknowledged",
  "attempts cut",
  "struck",
  ...KINDS,
  "seen p95",
  "slowest recovery",
];

/** One table for all faults, as Markdown. */
export function table(all: readonly Played[], isShort: boolean): string {
  const lines = all.map((played) => lineOf(played, isShort));
  const widths = HEAD.map((word, index) => Math.max(word.length, ...lines.map((line) => line[index]?.length ?? 0)));
  const row = (cells: string[]) =>
    `| ${cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, index) => (index === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [row(HEAD), rule, ...lines.map(row)].join("\n");
}

function lineOf(played: Played, isShort: boolean): string[] {
  const { scenario, rounds, skipped } = played;
  if (skipped) return [scenario.name, `skipped: ${skipped}`, ...HEAD.slice(2).map(() => "")];
  const valid = counted(played, isShort).length;
  return [
    scenario.name,
    valid === rounds.length ? String(valid) : `${valid} of ${rounds.length} count`,
    ...[
      sum(rounds, ({ acknowledged }) => acknowledged),
      sum(rounds, ({ cut }) => cut),
      sum(rounds, ({ hits }) => hits),
      ...KINDS.map((kind) => sum(rounds, (round) => round[kind])),
    ].map((count) => count.toLocaleString("en")),
    `${Math.round(Math.max(0, ...rounds.map(({ seenP95Ms }) => seenP95Ms)))} ms`,
    `${(Math.max(0, ...rounds.map(({ recoveryMs }) => recoveryMs)) / 1000).toFixed(1)} s`,
  ];
}
