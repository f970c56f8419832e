import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";

/** Revoked sessions stay this long, so that it can still be seen where somebody was signed in. */
export const REVOKED_KEPT_DAYS = 30;
/** Sessions per run; the next run takes the rest. */
const BATCH_MAX = 1000;

/** Deletes sessions that have expired or were revoked over 30 days ago, and returns how many. */
export async function deleteExpiredSessions(db: Database): Promise<number> {
  const deleted = await rows<{ id: string }>(
    db,
    sql`delete from auth_sessions where id in (
          select id from auth_sessions
          where expires_at <= now() or revoked_at <= now() - make_interval(days => ${REVOKED_KEPT_DAYS})
          limit ${BATCH_MAX})
        returning id`,
  );
  return deleted.length;
}
