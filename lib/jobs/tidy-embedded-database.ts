import { sql } from "drizzle-orm";
import type { Database } from "@/db/types";

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
