import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { chats, files } from "@/db/schema";
import type { Db } from "@/db/types";
import { assertCanSeeChat } from "@/lib/chats/access";
import { notFound } from "@/lib/errors";
import type { FileRow, Uploader } from "./access";

/** Its bytes are all there, and were not deleted. */
export const isReadable = and(isNotNull(files.storedAt), isNull(files.deletedAt));

/** A complete file of this chat, or null; that the chat is the right one is part of the question (never only the id). */
export async function findFile(db: Db, chatId: string, fileId: string): Promise<FileRow | null> {
  const [row] = await db
    .select()
    .from(files)
    .where(and(eq(files.id, fileId), eq(files.chatId, chatId), isReadable));
  return row ?? null;
}

/** The same for somebody who may see the chat. @throws DomainError `not_found`, `forbidden` */
export async function getFile(db: Db, actor: Uploader, chatId: string, fileId: string): Promise<FileRow> {
  await assertCanSee(db, actor, chatId);
  const row = await findFile(db, chatId, fileId);
  if (!row) throw notFound();
  return row;
}

/** Which of these are files that the actor may load in this chat. @throws DomainError `not_found`, `forbidden` */
export async function listReadableFiles(db: Db, actor: Uploader, chatId: string, fileIds: string[]): Promise<string[]> {
  await assertCanSee(db, actor, chatId);
  const found = await db
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.chatId, chatId), inArray(files.id, fileIds), isReadable));
  return found.map(({ id }) => id);
}

async function assertCanSee(db: Db, actor: Uploader, chatId: string): Promise<void> {
  const [chat] = await db.select().from(chats).where(eq(chats.id, chatId));
  await assertCanSeeChat(db, actor, chat);
}
