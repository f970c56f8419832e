import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { files } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { notFound } from "@/lib/errors";
import { type FileRow, type Uploader, uploaderOf } from "./access";

/**
 * Gives a file to the message that is being written, in the transaction that holds the chat's lock. Of two messages one
 * gets it. A file of another chat, of somebody else, or one that is not complete does not exist for the sender.
 * @throws DomainError `not_found`
 */
export async function attachFile(tx: Transaction, actor: Uploader, chatId: string, fileId: string): Promise<FileRow> {
  const { uploaderType, uploaderId } = uploaderOf(actor);
  const [row] = await tx
    .update(files)
    .set({ purgeAt: null })
    .where(
      and(
        eq(files.id, fileId),
        eq(files.chatId, chatId),
        eq(files.uploaderType, uploaderType),
        eq(files.uploaderId, uploaderId),
        isNotNull(files.storedAt),
        isNotNull(files.purgeAt),
        isNull(files.deletedAt),
      ),
    )
    .returning();
  if (!row) throw notFound();
  return row;
}
