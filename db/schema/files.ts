import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { chats } from "./chats";
import { cannedReplies } from "./replies";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/**
 * A file that somebody sent into a chat, or keeps with a canned reply. Its row is there before its bytes are, so that nothing lies in the storage that
 * no row knows; the bytes go before the row does.
 */
export const files = pgTable(
  "files",
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Null once the chat itself is gone; whoever deletes a chat marks its files first (`markFilesForPurge`). */
    chatId: uuid("chat_id").references(() => chats.id, { onDelete: "set null" }),
    /** Of a canned reply; a trigger marks the files of one that goes. Neither this nor a chat: uploaded and not kept yet. */
    replyId: uuid("reply_id").references(() => cannedReplies.id, { onDelete: "set null" }),
    /** Which of its reply's files it is, from 1; null where an older version of the code has saved it. */
    replyPlace: integer("reply_place"),
    uploaderType: text("uploader_type", { enum: ["visitor", "operator"] }).notNull(),
    uploaderId: uuid("uploader_id").notNull(),
    /** What people see and download it as; a path of nothing. Empty once the bytes are deleted. */
    name: text().notNull(),
    /** What it is by its content, as it is served. */
    type: text().notNull(),
    /** Bytes; before they are all here, as many as were announced, so that the quota holds. */
    size: integer().notNull(),
    /** Random names in the storage, derived from nothing. */
    storageKey: text("storage_key").notNull().unique("files_storage_key_unique"),
    thumbKey: text("thumb_key").unique("files_thumb_key_unique"),
    /** Pixels of a picture that we drew anew; null for everything that is only handed on. */
    width: integer(),
    height: integer(),
    createdAt: stamp("created_at").notNull().defaultNow(),
    /** The bytes are complete; until then nobody can send or read it. */
    storedAt: stamp("stored_at"),
    /** When it may be thrown away; null while a message carries it or a canned reply has it. */
    purgeAt: stamp("purge_at"),
    /** The bytes were deleted, and a message still says that there was a file. */
    deletedAt: stamp("deleted_at"),
  },
  (t) => [
    // Referenced together, so that a message cannot carry the file of another chat.
    unique("files_id_chat_unique").on(t.id, t.chatId),
    // "how much, and how often of late": asked by every upload
    index("files_chat_idx").on(t.chatId, t.createdAt),
    // "what is old enough to be thrown away": asked where files are kept for a time only
    index("files_stored_idx").on(t.createdAt).where(sql`${t.storedAt} is not null and ${t.deletedAt} is null`),
    // "what comes with these replies"
    index("files_reply_idx").on(t.replyId).where(sql`${t.replyId} is not null`),
    index("files_purge_idx").on(t.purgeAt).where(sql`${t.purgeAt} is not null`),
    check("files_one_place", sql`${t.chatId} is null or ${t.replyId} is null`),
    check("files_size_positive", sql`${t.size} >= 0`),
    check("files_picture_has_both_sides", sql`(${t.width} is null) = (${t.height} is null)`),
    check("files_thumb_is_of_picture", sql`${t.thumbKey} is null or ${t.width} is not null`),
  ],
);
