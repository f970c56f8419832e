import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { CHAT_EVENT_KINDS } from "@/lib/chats/schemas";
import type { Decision } from "@/lib/routing/rules";
import { chats } from "./chats";
import { files } from "./files";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** Why the chat came to whom, what one operator tells the next, and who is named in a note. */
export type EventInternals = {
  decision?: Decision;
  note?: string;
  mentions?: { operatorId: string; name: string }[];
};

/**
 * The timeline of a chat: texts and changes of state alike, so that one check for gaps covers both.
 * `seq` has no gap per chat; `pubSeq` numbers what the visitor may see and has none either.
 */
export const chatEvents = pgTable(
  "chat_events",
  {
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id),
    seq: integer().notNull(),
    pubSeq: integer("pub_seq"),
    kind: text({ enum: CHAT_EVENT_KINDS }).notNull(),
    senderType: text("sender_type", { enum: ["visitor", "operator", "system"] }).notNull(),
    senderId: uuid("sender_id"),
    /** Chosen by the sender's browser (UUIDv7); a retry with the same one finds this row. */
    clientId: uuid("client_id"),
    /** Null only where a file says it all. */
    body: text(),
    fileId: uuid("file_id"),
    /** Facts of a change of state, such as the reason of a close; clients word them in their own language. */
    data: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** What only operators see of an entry that both sides get. */
    internal: jsonb().$type<EventInternals>(),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.chatId, t.seq] }),
    uniqueIndex("chat_events_pub_seq_unique").on(t.chatId, t.pubSeq).where(sql`${t.pubSeq} is not null`),
    uniqueIndex("chat_events_client_id_unique")
      .on(t.chatId, t.senderType, t.senderId, t.clientId)
      .where(sql`${t.clientId} is not null`),
    // "who has written this word lately": the index of words knows no time
    index("chat_events_written_idx").on(t.createdAt),
    // "where have I written this word, lately"
    index("chat_events_operator_idx").on(t.senderId, t.createdAt).where(sql`${t.senderType} = 'operator'`),
    // A file is in one message at most, and in no chat but its own.
    uniqueIndex("chat_events_file_unique").on(t.fileId).where(sql`${t.fileId} is not null`),
    foreignKey({
      name: "chat_events_file_fk",
      columns: [t.fileId, t.chatId],
      foreignColumns: [files.id, files.chatId],
    }),
    check(
      "chat_events_message_has_body",
      sql`(${t.kind} in ('message', 'note')) = (${t.body} is not null or ${t.fileId} is not null)`,
    ),
    check("chat_events_sender_known", sql`(${t.senderType} = 'system') = (${t.senderId} is null)`),
  ],
);
