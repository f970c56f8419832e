import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** How often somebody did something within one window of time; shared by all processes of an installation. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    /** What is counted and a keyed hash of whose: no address and no token is kept. */
    key: text().primaryKey(),
    points: integer().notNull(),
    /** From then on the row counts for nothing. */
    endsAt: timestamp("ends_at", { withTimezone: true }).notNull(),
  },
  // The hourly tidying takes those that have ended.
  (t) => [index("rate_limits_ends_idx").on(t.endsAt)],
);
