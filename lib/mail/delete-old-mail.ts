import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";

/** Mail holds what people wrote: what was sent or given up goes after this. */
export const MAIL_KEPT_DAYS = 30;
/** Mails per run; the next run takes the rest. */
const BATCH_MAX = 1000;

/** Deletes mail that was sent or given up over 30 days ago, and returns how many. */
export async function deleteOldMail(db: Database): Promise<number> {
  const deleted = await rows<{ id: string }>(
    db,
    sql`delete from mail_outbox where id in (
          select id from mail_outbox
          where greatest(sent_at, failed_at) < now() - make_interval(days => ${MAIL_KEPT_DAYS})
          limit ${BATCH_MAX})
        returning id`,
  );
  return deleted.length;
}
