import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { rateLimits } from "@/db/schema";
import type { Db } from "@/db/types";
import { DomainError } from "@/lib/errors";

/** `points`: how often within `windowSeconds` from the first time; 0 means without a limit. */
export type Limit = { key: string; points: number; windowSeconds: number };

/** What is left of a limit, and in how many seconds its window ends. */
export type Taken = { key: string; left: number; seconds: number };

/** How often something was done in a window, and in how many seconds that ends. */
export type Counted = { key: string; points: number; seconds: number };

/**
 * Counts `add` more for each of the keys, all in one statement of its own, so that parallel tries and other processes
 * cannot slip past. Each key once. Within a transaction its rows are locked until the end, and what is rolled back was not
 * counted.
 */
export async function addPoints(
  db: Db,
  counted: readonly { key: string; add: number; windowSeconds: number }[],
): Promise<Counted[]> {
  if (counted.length === 0) return [];
  // In one order, so that two of these wait for each other instead of for ever.
  const values = counted
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(
      ({ key, add, windowSeconds }) =>
        sql`(${key}::text, ${add}::int, now() + make_interval(secs => ${windowSeconds}))`,
    );
  // What is left is told by the clock: `now()` may be earlier than the one by which somebody else's row was written, for
  // which this statement had to wait.
  return rows<Counted>(
    db,
    sql`insert into ${rateLimits} as past (key, points, ends_at) values ${sql.join(values, sql`, `)}
        on conflict (key) do update set
          points = case when past.ends_at <= now() then excluded.points else past.points + excluded.points end,
          ends_at = case when past.ends_at <= now() then excluded.ends_at else past.ends_at end
        returning key, points, ceil(extract(epoch from ends_at - clock_timestamp()))::int as seconds`,
  );
}

/**
 * Counts one more for each of the limits. What is refused counts, too: who goes on trying waits until the window ends.
 * @throws DomainError `rate_limited`
 */
export async function takePoints(db: Db, limits: readonly Limit[]): Promise<Taken[]> {
  const counted = limits.filter(({ points }) => points > 0);
  const taken = await addPoints(
    db,
    counted.map(({ key, windowSeconds }) => ({ key, add: 1, windowSeconds })),
  );
  const allowed = new Map(counted.map(({ key, points }) => [key, points]));
  const exceeded = taken.filter(({ key, points }) => points > (allowed.get(key) ?? 0));
  if (exceeded.length === 0) {
    return taken.map(({ key, points, seconds }) => ({ key, left: (allowed.get(key) ?? 0) - points, seconds }));
  }
  const retryAfterSeconds = Math.max(1, ...exceeded.map(({ seconds }) => seconds));
  throw new DomainError("rate_limited", "Too many tries", { retryAfterSeconds });
}
