import { desc, eq } from "drizzle-orm";
import { chats, pageVisits } from "@/db/schema";
import type { Db } from "@/db/types";
import { assertCanSeeChat } from "@/lib/chats/access";
import type { OperatorActor } from "@/lib/context";
import { type PageTrailDto, VISITS_MAX } from "./schemas";

/** Ids of the newest, as part of another statement. */
export const newestVisits = (db: Db, chatId: string, limit: number) =>
  db
    .select({ id: pageVisits.id })
    .from(pageVisits)
    .where(eq(pageVisits.chatId, chatId))
    .orderBy(desc(pageVisits.seenAt), desc(pageVisits.id))
    .limit(limit);

/** Where the visitor of a chat was, newest first. @throws DomainError `not_found`, `forbidden` */
export async function getPageTrail(db: Db, actor: OperatorActor, chatId: string): Promise<PageTrailDto> {
  const [chat] = await db.select().from(chats).where(eq(chats.id, chatId));
  await assertCanSeeChat(db, actor, chat);
  const rows = await db
    .select()
    .from(pageVisits)
    .where(eq(pageVisits.chatId, chatId))
    .orderBy(desc(pageVisits.seenAt), desc(pageVisits.id))
    .limit(VISITS_MAX);
  return { pages: rows.map(({ url, title, seenAt }) => ({ url, title, seenAt: seenAt.toISOString() })) };
}
