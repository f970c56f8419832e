import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** One row per timed job: whoever moves `lockedUntil` forward runs it; the others leave it alone. */
export const jobLeases = pgTable("job_leases", {
  name: text().primaryKey(),
  lockedUntil: timestamp("locked_until", { withTimezone: true }).notNull(),
  lastRunAt: timestamp("last_run_at", { withTimezone: true }),
});
