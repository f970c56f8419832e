import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";

/** What was pushed, or was not, is kept so long for whoever asks why. */
export const PUSH_KEPT_DAYS = 7;
/** Rows per run; the next run takes the rest. */
const BATCH_MAX = 5000;

/** Deletes what was pushed or given up a week ago, and browsers whose session has ended; returns how many of both. */
export async function deleteOldPush(db: Database): Promise<number> {
  const messages = await rows<{ id: string }>(
    db,
    sql`delete from push_outbox where id in (
          select id from push_outbox
          where coalesce(sent_at, ended_at) < now() - make_interval(days => ${PUSH_KEPT_DAYS}) limit ${BATCH_MAX})
        returning id`,
  );
  const browsers = await rows<{ id: string }>(
    db,
    sql`delete from push_subscriptions s using auth_sessions a, operators p
        where a.id = s.session_id and p.id = s.operator_id
          and (a.revoked_at is not null or a.expires_at <= now() or p.deactivated_at is not null)
        returning s.id`,
  );
  return messages.length + browsers.length;
}
