import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { chats } from "./chats";

/**
 * How the visitor of a chat can be found: names, e-mails and phone number, folded by `search_fold`; a chat of somebody
 * without any has no row. A trigger keeps it with the chat, so that no writer can forget it, an erasure least of all. Not
 * columns of `chats`: their rows change with every message, and each change would write all trigrams anew.
 *
 * The words of messages are a generated column of `chat_events`, `words`, with the index `chat_events_words_idx`. It
 * stands in the migration alone: a column that this schema named would be read with every entry.
 */
export const contactTerms = pgTable(
  "contact_terms",
  {
    chatId: uuid("chat_id")
      .primaryKey()
      .references(() => chats.id, { onDelete: "cascade" }),
    terms: text().notNull(),
  },
  // "who has this in their name, e-mail or number"
  (t) => [index("contact_terms_trigrams_idx").using("gin", t.terms.op("gin_trgm_ops")).with({ fastupdate: false })],
);
