import { loadavg } from "node:os";
import { processCpuMs } from "../support/process-cpu";
import { tell } from "../support/progress";
import { ms, percentile, type Verdict } from "../support/report";
import type { InboxBench, Timing } from "./figure";

const WARM_UP = 20;
/** On a machine that is slow or busy a figure is made of fewer answers, though not of fewer than these. */
const SPAN_MS = 45_000;
const REPETITIONS_MIN = 10;

export type Measuring = {
  repetitions: number;
  /** The processes that work for an answer, as they are now: their time on a core is told as well. */
  processes: () => Promise<number[]>;
};

/** One figure, told as soon as it is there; one that could not be taken is missed, and says why. */
export async function measure(bench: InboxBench, timing: Timing, measuring: Measuring): Promise<Verdict> {
  const { what, p50Max, p95Max } = timing;
  const targets = [p50Max !== null && `p50 <= ${p50Max} ms`, p95Max !== null && `p95 <= ${p95Max} ms`].filter(Boolean);
  const target = targets.join(", ") || "told only";
  const verdict = (value: string, isMet: boolean): Verdict => {
    tell(`${what}: ${value}, load ${loadavg()[0]?.toFixed(1)}`);
    return { what: `${bench.kind}: ${what}`, target, value, isMet };
  };
  try {
    const { times, onCoreMs } = await ask(bench, timing, measuring);
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    const onCore = Number.isNaN(onCoreMs) ? "" : `, on a core ${ms(onCoreMs)} on average`;
    const fewer = times.length < measuring.repetitions ? ` (${times.length} answers)` : "";
    const isMet = (p50Max === null || p50 <= p50Max) && (p95Max === null || p95 <= p95Max);
    return verdict(`p50 ${ms(p50)}, p95 ${ms(p95)}${onCore}${fewer}`, isMet);
  } catch (error) {
    return verdict(`none: ${error instanceof Error ? error.message : error}`, false);
  }
}

/** What the answers took one by one, and how long the processes had a core for each on average. */
async function ask(bench: InboxBench, timing: Timing, { repetitions, processes }: Measuring) {
  const isOver = (since: number, turn: number) => turn >= REPETITIONS_MIN && performance.now() - since > SPAN_MS;
  const warmingSince = performance.now();
  for (let turn = 0; turn < WARM_UP && !isOver(warmingSince, turn); turn++) await timing.ask(bench, 0);
  const pids = await processes();
  const cpuBefore = processCpuMs(pids);
  const times: number[] = [];
  const since = performance.now();
  for (let turn = 0; turn < repetitions && !isOver(since, turn); turn++) {
    const startedAt = performance.now();
    await timing.ask(bench, turn);
    times.push(performance.now() - startedAt);
  }
  return { times, onCoreMs: (processCpuMs(pids) - cpuBefore) / times.length };
}
