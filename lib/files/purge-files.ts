import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { eq, inArray, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { files } from "@/db/schema";
import type { Database, Db, Transaction } from "@/db/types";
import { log } from "@/lib/log";
import { type FileStorage, isCode } from "./storage/storage";

/** Files of one run; the next one follows soon. */
const BATCH = 100;
/** A run that died in the middle is taken up again after this. */
const RETRY_MINUTES = 15;
/** What is still coming in is never as old as this. */
const INCOMING_AGE_MAX_MS = 2 * 3_600_000;

/** Whether there is anything to throw away. */
export async function isPurgeDue(db: Db): Promise<boolean> {
  const found = await rows(db, sql`select 1 from files where purge_at <= now() limit 1`);
  return found.length > 0;
}

/**
 * Throws away what no message carries: uploads that were cut off, refused, or never sent; and what was marked for it.
 * Claims rows first, so that a message that takes its file at this moment is either refused it or keeps it; then the
 * bytes go, then the row, so that no bytes are left that nobody knows. Any number of processes may do it at once.
 */
export async function purgeFiles(db: Database, storage: FileStorage): Promise<{ deleted: number; failed: number }> {
  const claimed = await rows<{ id: string; storage_key: string; thumb_key: string | null }>(
    db,
    sql`update files set deleted_at = now(), purge_at = now() + make_interval(mins => ${RETRY_MINUTES})
        where id in (
          select id from files where purge_at <= now()
          order by purge_at limit ${BATCH} for update skip locked)
        returning id, storage_key, thumb_key`,
  );
  const gone: string[] = [];
  for (const { id, storage_key, thumb_key } of claimed) {
    try {
      await storage.remove(storage_key);
      if (thumb_key) await storage.remove(thumb_key);
      gone.push(id);
    } catch (err) {
      // It stays claimed and is tried again.
      log.error({ err }, "a file was not deleted");
    }
  }
  if (gone.length > 0) await db.transaction((tx) => forget(tx, gone));
  return { deleted: gone.length, failed: claimed.length - gone.length };
}

/** Rows go with their bytes; one that a message still names stays, without anything that could tell what it was. */
async function forget(tx: Transaction, ids: string[]): Promise<void> {
  const unnamed = sql`not exists (select 1 from chat_events e where e.file_id = ${files.id})`;
  await tx.delete(files).where(sql`${inArray(files.id, ids)} and ${unnamed}`);
  await tx
    .update(files)
    .set({ purgeAt: null, name: "", size: 0, thumbKey: null, width: null, height: null })
    .where(inArray(files.id, ids));
}

/**
 * From now on nobody can load the files of a chat, also those that messages carry; the next run throws them away. One that
 * is still coming in keeps its row until its upload has ended: its bytes may be stored yet, and must not be forgotten.
 */
export async function markFilesForPurge(tx: Transaction, chatId: string): Promise<void> {
  const purgeAt = sql`case when ${files.storedAt} is null then coalesce(${files.purgeAt}, now()) else now() end`;
  await tx.update(files).set({ purgeAt, deletedAt: sql`now()`, name: "" }).where(eq(files.chatId, chatId));
}

/** Removes what uploads left behind whose process died in the middle. Answers how many. */
export async function clearIncoming(incoming: string, now = Date.now()): Promise<number> {
  const names = await readdir(incoming).catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return [];
    throw error;
  });
  let removed = 0;
  for (const name of names) {
    const folder = path.join(incoming, name);
    const found = await stat(folder).catch(() => null);
    if (!found || now - found.mtimeMs < INCOMING_AGE_MAX_MS) continue;
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
