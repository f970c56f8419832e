import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { retiredKeys, snippetSightings } from "@/db/schema";
import type { Transaction } from "@/db/types";

/** Keys that are remembered per snippet; who replaces it more often knows that old ones are about. */
const RETIRED_KEYS_MAX = 20;

/** Remembers a key that is being replaced, so that pages which still carry it can be found. */
export async function retireKey(tx: Transaction, key: string, departmentId: string | null): Promise<void> {
  await tx.insert(retiredKeys).values({ key, departmentId }).onConflictDoNothing();
  const own = departmentId === null ? isNull(retiredKeys.departmentId) : eq(retiredKeys.departmentId, departmentId);
  const old = await tx
    .select({ key: retiredKeys.key })
    .from(retiredKeys)
    .where(own)
    .orderBy(desc(retiredKeys.retiredAt), retiredKeys.key)
    .offset(RETIRED_KEYS_MAX);
  const keys = old.map((each) => each.key);
  if (keys.length === 0) return;
  await tx.delete(snippetSightings).where(inArray(snippetSightings.key, keys));
  await tx.delete(retiredKeys).where(and(own, inArray(retiredKeys.key, keys)));
}
