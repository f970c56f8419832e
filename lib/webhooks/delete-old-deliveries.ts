import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";
import { DELIVERIES_KEPT_DAYS } from "./rules";

/** Rows per run; the next run takes the rest. */
const BATCH_MAX = 5000;

/** Deletes what webhooks were to be told two weeks ago, also where they never were; returns how many. */
export async function deleteOldDeliveries(db: Database): Promise<number> {
  const deleted = await rows<{ id: string }>(
    db,
    sql`delete from webhook_deliveries where id in (
          select id from webhook_deliveries
          where created_at < now() - make_interval(days => ${DELIVERIES_KEPT_DAYS})
          order by created_at limit ${BATCH_MAX})
        returning id`,
  );
  return deleted.length;
}
