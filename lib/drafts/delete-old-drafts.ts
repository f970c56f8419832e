import { and, eq, lt, sql } from "drizzle-orm";
import { drafts } from "@/db/schema";
import type { Db } from "@/db/types";

/** A device that was asleep for longer reads its drafts anew anyway. */
const EMPTY_DAYS = 30;

/** Deletes drafts that were sent or given up long ago. Returns how many. */
export async function deleteOldDrafts(db: Db): Promise<number> {
  const old = lt(drafts.updatedAt, sql`now() - make_interval(days => ${EMPTY_DAYS})`);
  return (
    await db
      .delete(drafts)
      .where(and(eq(drafts.body, ""), old))
      .returning({ id: drafts.chatId })
  ).length;
}
