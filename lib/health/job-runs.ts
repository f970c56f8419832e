/** What this process knows of its timed jobs: most leave no trace in the database while there is nothing to do. */
export type JobRuns = {
  /** Of the last look whether there is something to do. */
  askedAt: number;
  ranAt: number | null;
  hasFailed: boolean;
};

// The server bundle runs the jobs, the Next bundle shows them: both see the same global.
const SLOT = Symbol.for("foyer.job-runs");
const slots = globalThis as { [SLOT]?: Map<string, JobRuns> };

export function jobRuns(): ReadonlyMap<string, JobRuns> {
  slots[SLOT] ??= new Map();
  return slots[SLOT];
}

/** Notes that a job was asked for, and how that ended. */
export async function noted<T extends { ran: boolean }>(name: string, run: () => Promise<T>): Promise<T> {
  jobRuns();
  const known = slots[SLOT];
  const before = known?.get(name);
  const askedAt = Date.now();
  try {
    const outcome = await run();
    known?.set(name, { askedAt, ranAt: outcome.ran ? Date.now() : (before?.ranAt ?? null), hasFailed: false });
    return outcome;
  } catch (error) {
    known?.set(name, { askedAt, ranAt: before?.ranAt ?? null, hasFailed: true });
    throw error;
  }
}
