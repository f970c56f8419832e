import { cpuOf, postgresCpu } from "./cpu";
import { load, type Target } from "./load";

/** So long one is loaded before it is another's turn: short beside how the machine's speed comes and goes. */
const TURN_MS = 2_000;

/** What the turns of one target came to. Milliseconds of CPU are null where they cannot be told. */
export type Loaded = {
  sent: number;
  seenMs: number[];
  mainMs: number;
  processMs: number;
  postgresMs: number | null;
  /** Messages a second of each turn. */
  rates: number[];
};

/**
 * Loads targets by turns until each has had `forMs` and has taken `messages`. A machine that many share is half as fast a
 * minute later: so it is as fast or as slow for all of them.
 */
export async function loadInTurn(targets: readonly Target[], forMs: number, messages = 0): Promise<Loaded[]> {
  const totals = targets.map(
    (): Loaded => ({ sent: 0, seenMs: [], mainMs: 0, processMs: 0, postgresMs: null, rates: [] }),
  );
  const isDone = ({ sent, rates }: Loaded) => rates.length * TURN_MS >= forMs && sent >= messages;
  while (!totals.every(isDone)) {
    for (const [index, target] of targets.entries()) {
      const total = totals[index];
      if (total) add(total, await loadOnce(target));
    }
  }
  return totals;
}

async function loadOnce(target: Target): Promise<Omit<Loaded, "rates">> {
  const postgres = target.sql ? await postgresCpu(target.sql) : null;
  const before = cpuOf(target.pid);
  const postgresBefore = postgres?.() ?? 0;
  const { sent, seenMs } = await load(target, TURN_MS);
  const after = cpuOf(target.pid);
  return {
    sent,
    seenMs,
    mainMs: after.mainMs - before.mainMs,
    processMs: after.wholeMs - before.wholeMs,
    postgresMs: postgres ? postgres() - postgresBefore : null,
  };
}

function add(total: Loaded, turn: Omit<Loaded, "rates">): void {
  total.sent += turn.sent;
  for (const value of turn.seenMs) total.seenMs.push(value);
  total.mainMs += turn.mainMs;
  total.processMs += turn.processMs;
  if (turn.postgresMs !== null) total.postgresMs = (total.postgresMs ?? 0) + turn.postgresMs;
  total.rates.push(turn.sent / (TURN_MS / 1000));
}
