import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, smallint, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { GivenConsent } from "@/lib/appearance/rules";
import { chats } from "./chats";
import { departments } from "./departments";
import { operators, visitors } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** What a visitor leaves when a department cannot take a chat now, or when they left the queue. */
export const offlineMessages = pgTable(
  "offline_messages",
  {
    id: uuid().primaryKey().defaultRandom(),
    visitorId: uuid("visitor_id")
      .notNull()
      .references(() => visitors.id),
    clientId: uuid("client_id").notNull(),
    /** Null: for the company, because no department was offered, or the one that it was for was deleted. */
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "set null" }),
    /** The chat whose visitor left the queue; null for one that was written into the form. */
    chatId: uuid("chat_id").references(() => chats.id),
    name: text().notNull(),
    email: text(),
    phone: text(),
    consent: jsonb().$type<GivenConsent>(),
    body: text().notNull(),
    locale: text().notNull().default("en"),
    pageUrl: text("page_url"),
    erasedAt: stamp("erased_at"),
    createdAt: stamp("created_at").notNull().defaultNow(),
    handledAt: stamp("handled_at"),
    handledById: uuid("handled_by_id").references(() => operators.id),
  },
  (t) => [
    uniqueIndex("offline_messages_client_id_unique").on(t.visitorId, t.clientId),
    index("offline_messages_open_idx").on(t.departmentId, t.createdAt).where(sql`${t.handledAt} is null`),
    index("offline_messages_department_idx").on(t.departmentId, t.createdAt),
    check("offline_messages_handled_by_somebody", sql`(${t.handledAt} is null) = (${t.handledById} is null)`),
  ],
);

/** Mail that waits to go out, written in the transaction that causes it. Sent at least once; `id` is its Message-ID. */
export const mailOutbox = pgTable(
  "mail_outbox",
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Whom it tells of, so that it can be erased with them. */
    visitorId: uuid("visitor_id").references(() => visitors.id),
    to: text().notNull(),
    replyTo: text("reply_to"),
    subject: text().notNull(),
    body: text().notNull(),
    attempts: smallint().notNull().default(0),
    /** Not before; a failure moves it on. */
    dueAt: stamp("due_at").notNull().defaultNow(),
    sentAt: stamp("sent_at"),
    /** After so many attempts it is given up, with the last error in words. */
    failedAt: stamp("failed_at"),
    error: text(),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("mail_outbox_due_idx").on(t.dueAt).where(sql`${t.sentAt} is null and ${t.failedAt} is null`),
    index("mail_outbox_visitor_idx").on(t.visitorId).where(sql`${t.visitorId} is not null`),
  ],
);
