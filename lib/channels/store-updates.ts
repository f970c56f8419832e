import { eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { channels } from "@/db/schema";
import type { Database, Transaction } from "@/db/types";
import { keepBytes } from "./came-along";
import type { Arrived, ChannelKind } from "./channel";

/**
 * Stores what a service has told us, each update once however often it comes, and answers how many were new. Once this has
 * returned the service may forget them. `pollAfter`: where to go on asking, kept in the same transaction.
 */
export async function storeUpdates(
  db: Database,
  { channelId, kind, updates, pollAfter }: Stored,
): Promise<{ added: number }> {
  const arrived = updates.flatMap((update) => kind.readUpdate(update) ?? []);
  if (arrived.length === 0 && pollAfter === undefined) return { added: 0 };
  return db.transaction(async (tx) => {
    const added = await addUpdates(tx, channelId, arrived);
    const change = { ...(added > 0 && { lastReceivedAt: sql`now()` }), ...(pollAfter !== undefined && { pollAfter }) };
    if (Object.keys(change).length > 0) await tx.update(channels).set(change).where(eq(channels.id, channelId));
    return { added };
  });
}

type Stored = { channelId: string; kind: ChannelKind; updates: readonly unknown[]; pollAfter?: string };

async function addUpdates(tx: Transaction, channelId: string, arrived: readonly Arrived[]): Promise<number> {
  if (arrived.length === 0) return 0;
  const incoming = arrived.map(({ bytes: _, ...one }) => one);
  const given = JSON.stringify(
    incoming.map((one) => ({ update_id: one.updateId, external_id: one.from.externalId, incoming: one })),
  );
  // In the order in which they came: that of their numbers, which `insert … select` keeps.
  const added = await rows<{ updateId: string }>(
    tx,
    sql`insert into channel_updates (channel_id, update_id, external_id, incoming)
        select ${channelId}::uuid, g.update_id, g.external_id, g.incoming
        from jsonb_array_elements(${given}::jsonb) with ordinality as e (value, place),
          jsonb_to_record(e.value) as g (update_id text, external_id text, incoming jsonb)
        order by e.place
        on conflict (channel_id, update_id) do nothing returning update_id as "updateId"`,
  );
  const isNew = new Set(added.map(({ updateId }) => updateId));
  await keepBytes(
    tx,
    channelId,
    arrived.filter(({ updateId }) => isNew.has(updateId)),
  );
  return added.length;
}
