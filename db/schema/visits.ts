import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { chats } from "./chats";

/**
 * Pages on which a visitor was while they had a chat, from its beginning on: the last `VISITS_MAX` (lib/visits/schemas.ts)
 * of each chat. Addresses have no query.
 */
export const pageVisits = pgTable(
  "page_visits",
  {
    id: uuid().primaryKey().defaultRandom(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id, { onDelete: "cascade" }),
    url: text().notNull(),
    title: text(),
    seenAt: timestamp("seen_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    // "the trail of this chat", newest first
    index("page_visits_chat_idx").on(t.chatId, t.seenAt.desc()),
    // "what is old enough to be deleted"
    index("page_visits_seen_idx").on(t.seenAt),
  ],
);
