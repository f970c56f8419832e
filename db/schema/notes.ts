import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { chatEvents } from "./events";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** An operator was named in a note of a chat; what it says stands in the chat's timeline alone. */
export const mentions = pgTable(
  "mentions",
  {
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    chatId: uuid("chat_id").notNull(),
    seq: integer().notNull(),
    createdAt: stamp("created_at").notNull().defaultNow(),
    readAt: stamp("read_at"),
  },
  (t) => [
    primaryKey({ columns: [t.operatorId, t.chatId, t.seq] }),
    foreignKey({
      name: "mentions_note_fk",
      columns: [t.chatId, t.seq],
      foreignColumns: [chatEvents.chatId, chatEvents.seq],
    }).onDelete("cascade"),
    // "where was I named", newest first
    index("mentions_list_idx").on(t.operatorId, t.createdAt.desc()),
    // the count in every inbox
    index("mentions_unread_idx").on(t.operatorId).where(sql`${t.readAt} is null`),
    // what goes with a chat that is deleted
    index("mentions_note_idx").on(t.chatId, t.seq),
  ],
);
