import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/**
 * What this process counts of itself, in Prometheus' format. One registry hangs on `globalThis`, because the server
 * bundle and the Next bundle each hold a copy of this module. Labels are few and fixed: no ids, no texts, no addresses.
 */
type Metrics = ReturnType<typeof makeMetrics>;

const SLOT = Symbol.for("foyer.metrics");
const slots = globalThis as { [SLOT]?: Metrics };

export function metrics(): Metrics {
  slots[SLOT] ??= makeMetrics();
  return slots[SLOT];
}

/** From what a quick route takes to where a visitor notices (seconds). */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

function makeMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: "foyer_http_request_seconds",
      help: "Hot routes, by route, method and status, from the request to the last byte of the answer",
      labelNames: ["route", "method", "status"],
      buckets: SECONDS,
      registers,
    }),
    messages: new Counter({
      name: "foyer_messages_total",
      help: "Messages stored, repeated requests not counted",
      labelNames: ["side"],
      registers,
    }),
    events: new Counter({
      name: "foyer_realtime_events_total",
      help: "Realtime events handed on, and failed ones, which clients make up for by reading",
      labelNames: ["outcome"],
      registers,
    }),
    jobs: new Histogram({
      name: "foyer_job_seconds",
      help: "Runs of timed jobs that had something to do",
      labelNames: ["job", "outcome"],
      buckets: SECONDS,
      registers,
    }),
  };
}

/** For the adapter that serves the hot routes. */
export const observeRequest = ({ route, method, status, seconds }: SeenRequest): void =>
  metrics().requests.observe({ route, method, status: String(status) }, seconds);

type SeenRequest = { route: string; method: string; status: number; seconds: number };

/** Times work that has a name and a good or a bad end; what it throws goes on. */
export async function timed<T>(job: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const note = (outcome: string) => metrics().jobs.observe({ job, outcome }, (performance.now() - startedAt) / 1000);
  try {
    const result = await work();
    note("done");
    return result;
  } catch (error) {
    note("failed");
    throw error;
  }
}
