import { sql } from "drizzle-orm";
import { ageChatSql } from "./age-chat-sql.mjs";
import { testDatabase } from "./database";

/** Moves one chat into the past: to it, the clock has been moved forward. */
export async function ageChat(chatId: string, minutes: number): Promise<void> {
  const db = await testDatabase();
  for (const statement of ageChatSql(chatId, minutes)) await db.execute(sql.raw(statement));
}
