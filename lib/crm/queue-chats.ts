import { eq, type SQL, sql } from "drizzle-orm";
import { crmDeliveries } from "@/db/schema";
import { toArray } from "@/db/to-array";
import type { Transaction } from "@/db/types";
import type { Appended } from "@/lib/chats/entries/entry";

/**
 * Parts of a statement that put chats on their way to the CRM because of it: those that it closes, and closed ones that
 * are rated. Being of the same statement, that is stored with its cause or not at all. `chatIds` selects the chats that
 * the statement has really changed. Without a connection nothing is written.
 */
export function crmParts(appended: readonly Appended[], chatIds: SQL): SQL[] {
  const told = appended.filter(({ chat, event }) => chat.status === "closed" && TOLD.has(event.kind));
  if (told.length === 0) return [];
  const ids = toArray(told.map(({ chat }) => chat.id));
  return [
    sql`crm_queued as (
      insert into crm_deliveries (chat_id)
      select t.id from unnest((select ${ids}::uuid[])) as t (id)
      where t.id in (${chatIds}) and exists (select 1 from crm_connection)
      on conflict (chat_id) do update set ${ANEW})`,
  ];
}

const TOLD: ReadonlySet<string> = new Set(["closed", "rated"]);

/** Whoever is telling it at this moment tells what was true before, and does not note this as done. */
const ANEW = sql.raw(
  `revision = crm_deliveries.revision + 1, attempts = 0, due_at = now(), delivered_at = null, failed_at = null,
   failure = null, error = null`,
);

/** What was told of an erased chat is to be taken back. One that was never told of is not. */
export async function takeBackFromCrm(tx: Transaction, chatId: string): Promise<void> {
  await tx
    .update(crmDeliveries)
    .set({
      revision: sql`${crmDeliveries.revision} + 1`,
      attempts: 0,
      dueAt: sql`now()`,
      deliveredAt: null,
      failedAt: null,
      failure: null,
      error: null,
    })
    .where(eq(crmDeliveries.chatId, chatId));
}
