import { and, desc, eq, sql } from "drizzle-orm";
import { auditEntries } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteEntry } from "@/lib/audit/note-entry";
import type { Actor } from "@/lib/context";
import type { Outdated } from "./schemas";

/**
 * Accounts for what a batch has deleted, in its transaction. All batches of one day are one entry with their sum, so that
 * a long run does not bury the log; a batch that was rolled back is not in it.
 */
export async function noteDeleted(tx: Transaction, actor: Actor, deleted: Partial<Outdated>): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('retention entry', 0))`);
  const [today] = await tx
    .select({ id: auditEntries.id, data: auditEntries.data })
    .from(auditEntries)
    .where(
      and(eq(auditEntries.action, "retention.deleted"), sql`${auditEntries.createdAt} >= date_trunc('day', now())`),
    )
    .orderBy(desc(auditEntries.createdAt))
    .limit(1);
  if (!today) return noteEntry(tx, actor, { action: "retention.deleted", data: { ...deleted } });
  const sum = { ...today.data };
  for (const [what, count] of Object.entries(deleted)) sum[what] = Number(sum[what] ?? 0) + count;
  await tx.update(auditEntries).set({ data: sum }).where(eq(auditEntries.id, today.id));
}
