import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { TAG_COLORS } from "@/lib/tags/rules";
import { chats } from "./chats";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** A word that operators put on chats: one vocabulary for the whole company (docs/decisions/016-organising.md). */
export const tags = pgTable(
  "tags",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** The name without case and variants of spelling (`tagKey`); the database's `lower` does not know every script. */
    key: text().notNull().unique("tags_key_unique"),
    color: text({ enum: TAG_COLORS }).notNull().default("gray"),
    createdById: uuid("created_by_id").references(() => operators.id, { onDelete: "set null" }),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [check("tags_name_not_empty", sql`${t.name} <> '' and ${t.key} <> ''`)],
);

export const chatTags = pgTable(
  "chat_tags",
  {
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id, { onDelete: "cascade" }),
    tagId: uuid("tag_id")
      .notNull()
      .references(() => tags.id, { onDelete: "cascade" }),
    addedAt: stamp("added_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.chatId, t.tagId] }),
    // "the chats with this tag": filters, the count of use, merging
    index("chat_tags_tag_idx").on(t.tagId, t.chatId),
  ],
);
