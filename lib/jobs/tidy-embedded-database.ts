import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database, Db } from "@/db/types";

/** Tables that many small changes go through, and those that are planned for by their size. */
const TABLES = [
  "timers",
  "chats",
  "chat_events",
  "legs",
  "operators",
  "visitors",
  "files",
  "mail_outbox",
  "webhook_deliveries",
  "webhook_attempts",
  "crm_deliveries",
  "report_days",
  "report_months",
  "report_changes",
] as const;

/**
 * Frees what old versions of rows take, and counts the rows for the planner, table by table, so that nobody waits for
 * all of it. A Postgres server does so by itself; the embedded database has nobody who would.
 */
export async function tidyEmbeddedDatabase(db: Database): Promise<void> {
  for (const table of TABLES) await db.execute(sql.raw(`vacuum (analyze) ${table}`));
}

/** What is smaller is read as a whole in no time, whatever the planner thinks of it. */
const PAGES_MIN = 4;

/** A tenth of what is usual: for how many rows there are it is plenty, and nobody waits for the words of messages. */
const STATISTICS = 10;

/**
 * Tables that have twice the pages for which the planner knows them, or rows and were never counted, by name. A statement that was planned for an empty
 * table reads all of it, row by row, until somebody counts: in a new installation soon tens of milliseconds each.
 */
export async function outgrownTables(db: Db): Promise<string[]> {
  const grown = await rows<{ name: string }>(
    db,
    sql`select relname as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace
          and (pg_relation_size(oid) / current_setting('block_size')::int >= greatest(${PAGES_MIN}, relpages * 2)
            or reltuples < 0 and pg_relation_size(oid) > 0)
        order by relname`,
  );
  return grown.map(({ name }) => name);
}

/** Counts those tables for the planner, one by one, which plans what uses them anew. Answers how many there were. */
export async function analyzeOutgrownTables(db: Db): Promise<number> {
  const names = await outgrownTables(db);
  for (const name of names) {
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local default_statistics_target = ${sql.raw(String(STATISTICS))}`);
      await tx.execute(sql`analyze ${sql.identifier(name)}`);
    });
  }
  return names.length;
}
