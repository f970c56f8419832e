import { and, eq, inArray, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { channels, channelUpdates } from "@/db/schema";
import type { Database, Transaction } from "@/db/types";
import { addPoints } from "@/lib/limits/take-points";
import { log } from "@/lib/log";
import { type Admitted, admitUpdates, type FloodDoor, listKnownWriters } from "./admit-updates";
import { keepBytes } from "./came-along";
import type { Arrived, ChannelKind } from "./channel";
import { DAY_SECONDS, REFUSED_KEY } from "./flood";
import type { Unit } from "./flood-counts";
import { leaveFiles } from "./leave-files";

type Stored = { channelId: string; kind: ChannelKind; updates: readonly unknown[]; pollAfter?: string };
/** How much was new; how much of it was too much (lib/channels/flood.ts), and in how many seconds more may come. */
export type StoredCounts = { added: number; refused: number; retryAfterSeconds: number };

/**
 * Stores what a service has told us, each update once however often it comes, and answers counts. Once this has returned the
 * service may forget them. `pollAfter`: where to go on asking, kept in the same transaction. Of what is too much nothing is
 * kept but the one row that tells its writer.
 */
export async function storeUpdates(
  { db, ...door }: FloodDoor & { db: Database },
  { channelId, kind, updates, pollAfter }: Stored,
): Promise<StoredCounts> {
  const units = updates.flatMap((update) => unitOf(kind.readUpdate(update)));
  if (units.length === 0 && pollAfter === undefined) return { added: 0, refused: 0, retryAfterSeconds: 0 };
  return db.transaction(async (tx) => {
    // Who is asked keeps it all, and tells nobody of what was left; who tells by itself hears what is not taken.
    const counts = await addUnits(tx, door, { channelId, units, isKept: pollAfter !== undefined });
    const change = {
      ...(counts.added > 0 && { lastReceivedAt: sql`now()` }),
      ...(pollAfter !== undefined && { pollAfter }),
    };
    if (Object.keys(change).length > 0) await tx.update(channels).set(change).where(eq(channels.id, channelId));
    return counts;
  });
}

function unitOf(read: Arrived | readonly Arrived[] | null): Unit[] {
  const [first, ...more] = read === null ? [] : [read].flat();
  return first ? [[first, ...more]] : [];
}

async function addUnits(
  tx: Transaction,
  door: FloodDoor,
  { channelId, units, isKept }: { channelId: string; units: readonly Unit[]; isKept: boolean },
): Promise<StoredCounts> {
  if (units.length === 0) return { added: 0, refused: 0, retryAfterSeconds: 0 };
  const known = await listKnownWriters(tx, channelId, [...new Set(units.map(([{ from }]) => from.externalId))]);
  // Stored before it is counted: only what is new counts, and of two that bring the same one waits here for the other.
  const isNew = await insertUpdates(tx, channelId, units.flat());
  const fresh = units.filter((unit) => unit.some(({ updateId }) => isNew.has(updateId)));
  if (fresh.length === 0) return { added: 0, refused: 0, retryAfterSeconds: 0 };
  const given = { channelId, units: fresh, known, isKept };
  const { refused, bare, retryAfterSeconds } = await admitUpdates(tx, door, given);
  if (refused.length > 0) await dropRefused(tx, channelId, refused);
  const isRefused = new Set(refused.flatMap(({ unit }) => unit.map(({ updateId }) => updateId)));
  const taken = fresh.flat().filter(({ updateId }) => isNew.has(updateId) && !isRefused.has(updateId));
  const isLeft = bare.length > 0 ? await leaveFiles(tx, channelId, bare) : new Set<string>();
  await keepBytes(
    tx,
    channelId,
    taken.filter(({ updateId }) => !isLeft.has(updateId)),
  );
  return { added: taken.length, refused: refused.length, retryAfterSeconds };
}

async function insertUpdates(tx: Transaction, channelId: string, arrived: readonly Arrived[]): Promise<Set<string>> {
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
  return new Set(added.map(({ updateId }) => updateId));
}

/** A row for everything that is refused would fill the table all the same: the one that tells its writer stays. */
async function dropRefused(tx: Transaction, channelId: string, refused: Admitted["refused"]): Promise<void> {
  const isOf = (ids: string[]) => and(eq(channelUpdates.channelId, channelId), inArray(channelUpdates.updateId, ids));
  const silent = refused.flatMap(({ unit, reply }) => (reply ? [] : unit.map(({ updateId }) => updateId)));
  if (silent.length > 0) await tx.delete(channelUpdates).where(isOf(silent));
  for (const { unit, reply } of refused) {
    if (!reply) continue;
    const [{ updateId }] = unit;
    await tx
      .update(channelUpdates)
      .set({ incoming: null, doneAt: sql`now()`, reply })
      .where(isOf([updateId]));
  }
  await addPoints(tx, [{ key: `${REFUSED_KEY}${channelId}`, add: refused.length, windowSeconds: DAY_SECONDS }]);
  log.warn({ channelId, refused: refused.length }, "too much has come in at once");
}
