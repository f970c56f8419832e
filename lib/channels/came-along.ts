import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { channelFiles, channelUpdates } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import type { Arrived } from "./channel";

type UpdateKey = { channelId: string; updateId: string };

/** Keeps the bytes that came along with updates until these are done. Those of an update that was there stay as they are. */
export async function keepBytes(tx: Transaction, channelId: string, arrived: readonly Arrived[]): Promise<void> {
  for (const { updateId, bytes } of arrived) {
    if (bytes) await tx.insert(channelFiles).values({ channelId, updateId, bytes }).onConflictDoNothing();
  }
}

/** The bytes that came along with an update; null where its service keeps them. */
export async function findBytes(db: Db, key: UpdateKey): Promise<Uint8Array<ArrayBuffer> | null> {
  const [file] = await db.select({ bytes: channelFiles.bytes }).from(channelFiles).where(isOf(key));
  return file ? new Uint8Array(file.bytes) : null;
}

/** They are in the chat now, or will never be. */
export const deleteBytes = (tx: Transaction, key: UpdateKey) => tx.delete(channelFiles).where(isOf(key));

/** All that somebody has sent and that is not done. */
export const deleteBytesOf = (tx: Transaction, { channelId, externalId }: { channelId: string; externalId: string }) =>
  tx.delete(channelFiles).where(
    and(
      eq(channelFiles.channelId, channelId),
      inArray(
        channelFiles.updateId,
        tx
          .select({ id: channelUpdates.updateId })
          .from(channelUpdates)
          .where(and(eq(channelUpdates.channelId, channelId), eq(channelUpdates.externalId, externalId))),
      ),
    ),
  );

/** Bytes whose update has been forgotten, such as one that was given up. */
export const deleteOldBytes = (db: Db, days: number) =>
  db.delete(channelFiles).where(
    and(
      lt(channelFiles.receivedAt, sql`now() - make_interval(days => ${days})`),
      sql`not exists (select 1 from channel_updates u where u.channel_id = ${channelFiles.channelId}
          and u.update_id = ${channelFiles.updateId} and u.done_at is null)`,
    ),
  );

const isOf = ({ channelId, updateId }: UpdateKey) =>
  and(eq(channelFiles.channelId, channelId), eq(channelFiles.updateId, updateId));
