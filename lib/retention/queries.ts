import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { retentionSettings } from "@/db/schema";
import type { Db } from "@/db/types";
import { KEEP_ALL, type Outdated, type RetentionInput } from "./schemas";

/** How long what is over is kept; for ever, while nothing was ever set. */
export async function getRetention(db: Db): Promise<RetentionInput> {
  const [row] = await db.select(columns).from(retentionSettings);
  return row ?? KEEP_ALL;
}

const { chatsAfterDays, filesAfterDays, visitsAfterDays, auditAfterDays } = retentionSettings;
export const columns = { chatsAfterDays, filesAfterDays, visitsAfterDays, auditAfterDays };

/** Before it something is outdated. */
export const cutoff = (days: number): SQL => sql`(now() - make_interval(days => ${days}))`;

export const isOldChat = (days: number): SQL => sql`c.status = 'closed' and c.closed_at < ${cutoff(days)}`;
export const isOldMessage = (days: number): SQL => sql`m.handled_at < ${cutoff(days)}`;
export const isOldFile = (days: number): SQL =>
  sql`f.stored_at is not null and f.deleted_at is null and f.created_at < ${cutoff(days)} and c.status = 'closed'`;
export const isOldVisit = (days: number): SQL => sql`v.seen_at < ${cutoff(days)}`;
export const isOldEntry = (days: number): SQL => sql`e.created_at < ${cutoff(days)}`;

/** What such settings would delete, as it is now. */
export async function countOutdated(db: Db, settings: RetentionInput): Promise<Outdated> {
  const { chatsAfterDays: chats, filesAfterDays: files, visitsAfterDays: visits, auditAfterDays: audit } = settings;
  const count = async (days: number | null, query: (days: number) => SQL) => {
    if (days === null) return 0;
    const [row] = await rows<{ count: number }>(db, query(days));
    return row?.count ?? 0;
  };
  return {
    chats: await count(chats, (days) => sql`select count(*)::int as count from chats c where ${isOldChat(days)}`),
    offlineMessages: await count(
      chats,
      (days) => sql`select count(*)::int as count from offline_messages m where ${isOldMessage(days)}`,
    ),
    files: await count(
      files,
      (days) =>
        sql`select count(*)::int as count from files f join chats c on c.id = f.chat_id where ${isOldFile(days)}`,
    ),
    visits: await count(
      visits,
      (days) => sql`select count(*)::int as count from page_visits v where ${isOldVisit(days)}`,
    ),
    entries: await count(
      audit,
      (days) => sql`select count(*)::int as count from audit_entries e where ${isOldEntry(days)}`,
    ),
  };
}
