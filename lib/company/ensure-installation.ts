import { company } from "@/db/schema";
import type { Database } from "@/db/types";
import { randomToken } from "@/lib/ids";

/** Makes the row of the company with its key when there is none; safe when several processes start at once. */
export async function ensureInstallation(db: Database): Promise<void> {
  await db
    .insert(company)
    .values({ id: 1, key: randomToken(16) })
    .onConflictDoNothing();
}
