import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";

/** Rows per run; the next run takes the rest. */
const BATCH_MAX = 10_000;

/** Deletes counts whose window has ended, and returns how many. */
export async function deleteEndedLimits(db: Db): Promise<number> {
  const deleted = await rows(
    db,
    sql`delete from rate_limits where key in (
          select key from rate_limits where ends_at <= now() limit ${BATCH_MAX} for update skip locked)
        returning key`,
  );
  return deleted.length;
}
