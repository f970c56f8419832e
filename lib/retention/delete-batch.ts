import { inArray, type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chatEvents, chats, legs, offlineMessages } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { markFilesForPurge } from "@/lib/files/purge-files";
import { idArray } from "@/lib/routing/roster";
import { isOldChat, isOldEntry, isOldFile, isOldMessage, isOldVisit } from "./queries";

/** Chats of one transaction: each takes its timeline along, so they are few. */
export const CHATS_BATCH = 20;
const ROWS_BATCH = 500;

/**
 * Deletes some chats that were closed long enough ago, with everything in them. Each is locked first, as by every command
 * that changes a chat, and only then is looked at: one that is reopened at this moment is left alone.
 */
export async function deleteOldChats(tx: Transaction, days: number): Promise<number> {
  // By department, as the index of closed chats has them.
  const found = await rows<{ id: string }>(
    tx,
    sql`select one.id from departments d cross join lateral (
          select c.id from chats c where c.department_id = d.id and ${isOldChat(days)}
          order by c.closed_at, c.id limit ${CHATS_BATCH}) one
        limit ${CHATS_BATCH}`,
  );
  const locked = await rows<{ id: string; visitor_id: string }>(
    tx,
    sql`select c.id, c.visitor_id from chats c
        where c.id = any (${idArray(found.map(({ id }) => id))}) and ${isOldChat(days)}
        order by c.id for update skip locked`,
  );
  const ids = locked.map(({ id }) => id);
  if (ids.length === 0) return 0;
  for (const id of ids) await markFilesForPurge(tx, id);
  await tx.delete(chatEvents).where(inArray(chatEvents.chatId, ids));
  // Ended legs refuse to be touched by anybody else.
  await tx.execute(sql`select set_config('foyer.retention', 'on', true)`);
  await tx.delete(legs).where(inArray(legs.chatId, ids));
  await tx.delete(offlineMessages).where(inArray(offlineMessages.chatId, ids));
  // The log of what webhooks were told; what is still to be told ends by its own rules.
  await tx.execute(
    sql`delete from webhook_deliveries where visitor_id = any (${idArray(locked.map((chat) => chat.visitor_id))})
        and chat_id = any (${idArray(ids)}) and (delivered_at is not null or failed_at is not null)`,
  );
  await tx.delete(chats).where(inArray(chats.id, ids));
  return ids.length;
}

/** Offline messages that somebody dealt with long enough ago. */
export const deleteOldMessages = (tx: Transaction, days: number) =>
  change(
    tx,
    sql`delete from offline_messages where id in (
          select m.id from offline_messages m where ${isOldMessage(days)}
          limit ${ROWS_BATCH} for update skip locked) returning id`,
  );

/** Marks old files; the next purge takes their bytes away. A chat that is reopened at this moment keeps its files. */
export const deleteOldFiles = (tx: Transaction, days: number) =>
  change(
    tx,
    sql`update files set purge_at = now(), deleted_at = now(), name = '' where id in (
          select f.id from files f join chats c on c.id = f.chat_id where ${isOldFile(days)}
          order by f.created_at limit ${ROWS_BATCH}
          for update of f skip locked for share of c skip locked) returning id`,
  );

export const deleteOldVisits = (tx: Transaction, days: number) =>
  change(
    tx,
    sql`delete from page_visits where id in (
          select v.id from page_visits v where ${isOldVisit(days)}
          order by v.seen_at limit ${ROWS_BATCH} for update skip locked) returning id`,
  );

export const deleteOldEntries = (tx: Transaction, days: number) =>
  change(
    tx,
    sql`delete from audit_entries where id in (
          select e.id from audit_entries e where ${isOldEntry(days)}
          order by e.created_at limit ${ROWS_BATCH} for update skip locked) returning id`,
  );

const change = async (tx: Transaction, query: SQL) => (await rows<{ id: string }>(tx, query)).length;
