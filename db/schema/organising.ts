import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { ViewQuery } from "@/lib/views/rules";
import { chats } from "./chats";
import { departments } from "./departments";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/**
 * A query of the inbox's list under a name: of one operator (`operatorId`), or shared with the members of a department,
 * or, with neither, with everybody.
 */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    query: jsonb().$type<ViewQuery>().notNull(),
    operatorId: uuid("operator_id").references(() => operators.id, { onDelete: "cascade" }),
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "cascade" }),
    position: integer().notNull().default(0),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("saved_views_operator_idx").on(t.operatorId, t.position),
    // "the views that are shared with these departments, and with everybody"
    index("saved_views_shared_idx").on(t.departmentId).where(sql`${t.operatorId} is null`),
    check("saved_views_one_audience", sql`${t.operatorId} is null or ${t.departmentId} is null`),
  ],
);

/**
 * What an operator typed into a chat and did not send. An empty `body` is a draft that was sent or given up: it stays for
 * a while, so that a device that still has the text learns that it is gone.
 */
export const drafts = pgTable(
  "drafts",
  {
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id, { onDelete: "cascade" }),
    kind: text({ enum: ["reply", "note"] }).notNull(),
    body: text().notNull(),
    /** Given by the server at each write, and always higher than any before: the last writer wins. */
    version: bigint({ mode: "number" }).notNull(),
    updatedAt: stamp("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.operatorId, t.chatId, t.kind] }),
    // "my drafts, newest first": read with the inbox
    index("drafts_open_idx").on(t.operatorId, t.updatedAt.desc()).where(sql`${t.body} <> ''`),
    // erasing a visitor's chat
    index("drafts_chat_idx").on(t.chatId),
    // "empty ones that no device waits for": asked by the job that deletes them
    index("drafts_empty_idx").on(t.updatedAt).where(sql`${t.body} = ''`),
  ],
);
