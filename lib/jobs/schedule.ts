import { setMaxListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Cron } from "croner";
import type { Door } from "@/lib/context";
import type { Job } from "@/lib/jobs/job";
import { jobs } from "@/lib/jobs/registry";
import { runJob } from "@/lib/jobs/run-job";
import { log } from "@/lib/log";

const TICK = "* * * * * *";
/** Seconds begin a few milliseconds early or late: what is due with this tick does not wait for the next one. */
const TICK_SLACK_MS = 500;
/** A job that was not due is asked for again after its own pause, but at the latest after this: another process may fail. */
const ASK_AGAIN_MS = 60_000;
/** The jobs take turns within their second: all at once they would take every connection, and who writes then would wait. */
const SPREAD_MS = 800;

export type Schedule = { stop(): Promise<void> };

/**
 * Runs the timed jobs of this process. Each job waits for its own previous run only. A failure is logged and tried
 * again, so a database that is away for a while stops nothing for good.
 */
export function startSchedule(door: Door, list: readonly Job[] = jobs): Schedule {
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  setMaxListeners(list.length, stopping.signal);
  const crons = list.map((job, index) => {
    let askAt = 0;
    const turnMs = (index * SPREAD_MS) / list.length;
    return new Cron(TICK, { protect: true }, async () => {
      if (Date.now() < askAt) return;
      askAt = Date.now() + Math.min(job.everySeconds * 1000, ASK_AGAIN_MS) - TICK_SLACK_MS;
      const run = tryJob(door, job, setTimeout(turnMs, true, { signal: stopping.signal })).finally(() =>
        running.delete(run),
      );
      running.add(run);
      await run;
    });
  });
  return {
    /** No run starts any more; resolves when those under way have ended. */
    async stop() {
      for (const cron of crons) cron.stop();
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function tryJob(door: Door, job: Job, turn: Promise<true>): Promise<void> {
  if (!(await turn.catch(() => false))) return;
  try {
    const outcome = await runJob(door, job);
    if (outcome.ran) log.debug({ job: job.name, ...outcome.result }, "job ran");
  } catch (error) {
    log.error({ err: error, job: job.name }, "job failed");
  }
}
