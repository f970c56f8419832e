import type { Db } from "@/db/types";
import type { Context, SystemActor } from "@/lib/context";

/** Work that time causes. Bounded and idempotent: a run may come late, twice, or be cut off anywhere. */
export type Job = {
  /** Also the last part of its cron path, and `actor.job`. */
  name: string;
  /** The pause after a finished run. */
  everySeconds: number;
  /**
   * Longer than any run: after it another process takes over. Null: its rows decide who does what, so that any number
   * of processes may run it at once.
   */
  leaseSeconds: number | null;
  /** A cheap look whether there is anything to do: an idle machine writes nothing. */
  isNeeded?: (db: Db) => Promise<boolean>;
  /** Answers counts of what it did. */
  run: (ctx: Context<SystemActor>) => Promise<Record<string, number>>;
};
