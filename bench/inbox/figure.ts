import type { RunSql } from "@/tests/faults/store";

/** What a figure is measured on: the built server over a seeded database, and signed-in operators. */
export type InboxBench = {
  kind: "embedded" | "postgres";
  origin: string;
  chats: number;
  /** Of an operator in three departments, and of the admin, who sees all twelve. */
  cookies: { operator: string; admin: string };
  runSql: RunSql;
};

/** Milliseconds that one answer took, by what was asked; one file of this folder makes some of them. */
export type Timing = {
  what: string;
  /** Milliseconds that half and 95 % of the answers may take; null: only told. */
  p50Max: number | null;
  p95Max: number | null;
  /** Asked `repetitions` times, with the number of the turn. */
  ask: (bench: InboxBench, turn: number) => Promise<unknown>;
};

/** Longer than anybody waits: then there is no figure, instead of none for ever. */
const ANSWER_MAX_MS = 30_000;

/** Asks for a route of the inbox and reads its answer to the end. @throws Error for anything but a success in time */
export async function get<T = unknown>({ origin }: InboxBench, cookie: string, path: string): Promise<T> {
  const response = await fetch(origin + path, { headers: { cookie }, signal: AbortSignal.timeout(ANSWER_MAX_MS) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}
