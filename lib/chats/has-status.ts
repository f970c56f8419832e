import { type SQL, sql } from "drizzle-orm";
import { chats } from "@/db/schema";

/**
 * Written out: a plan for any status cannot use the indexes of one, and so Postgres would plan anew each time, which takes
 * longer than reading the chats.
 */
export const hasStatus = (status: typeof chats.$inferSelect.status): SQL =>
  sql`${chats.status} = ${sql.raw(`'${status}'`)}`;
