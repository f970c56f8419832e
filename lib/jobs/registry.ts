import type { Context, SystemActor } from "@/lib/context";
import { deleteExpiredSessions } from "@/lib/jobs/delete-expired-sessions";

/** Work that time causes. Bounded and idempotent: a run may come late, twice, or be cut off anywhere. */
export type Job = {
  /** Also the last part of its cron path, and `actor.job`. */
  name: string;
  /** The pause after a finished run. */
  everySeconds: number;
  /** Longer than any run: after it another process takes over. */
  leaseSeconds: number;
  /** Answers counts of what it did. */
  run: (ctx: Context<SystemActor>) => Promise<Record<string, number>>;
};

export const jobs: readonly Job[] = [
  {
    name: "delete-expired-sessions",
    everySeconds: 3600,
    leaseSeconds: 300,
    run: async ({ db }) => ({ deleted: await deleteExpiredSessions(db) }),
  },
];

export const findJob = (name: string): Job | null => jobs.find((job) => job.name === name) ?? null;
