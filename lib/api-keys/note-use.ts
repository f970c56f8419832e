import { eq, sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema";
import type { Db } from "@/db/types";

/** Notes that a key was used just now. */
export async function noteUse(db: Db, id: string): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: sql`now()` }).where(eq(apiKeys.id, id));
}
