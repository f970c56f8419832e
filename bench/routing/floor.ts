import { sql } from "drizzle-orm";
import type { Database } from "@/db/types";
import { median } from "../support/report";
import { measure } from "../support/statements";

/** What this database costs at least, here and now: everything else is compared with it. Milliseconds, medians. */
export type Floor = {
  /** One round trip. */
  selectMs: number;
  /** A transaction of one update: three round trips and one commit. */
  updateMs: number;
};

const TIMES = 200;

export async function measureFloor(db: Database): Promise<Floor> {
  const selects: number[] = [];
  const updates: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    selects.push((await measure(() => db.execute(sql`select 1`))).databaseMs);
    const update = () => db.transaction((tx) => tx.execute(sql`update chat_settings set updated_at = now()`));
    updates.push((await measure(update)).databaseMs);
  }
  return { selectMs: median(selects), updateMs: median(updates) };
}
