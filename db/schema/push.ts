import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, smallint, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ALERT_KINDS } from "@/lib/alerts/rules";
import { chats } from "./chats";
import { authSessions, operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** The keys by which push services know this installation (VAPID, RFC 8292); made once, shared by all instances. */
export const pushKeys = pgTable(
  "push_keys",
  {
    id: smallint().primaryKey().default(1),
    /** Uncompressed point of P-256 in base64url: browsers subscribe with it. */
    publicKey: text("public_key").notNull(),
    /** Encrypted (lib/settings/secret-box.ts). */
    privateKeyEncrypted: text("private_key_encrypted").notNull(),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [check("push_keys_is_single", sql`${t.id} = 1`)],
);

/** A browser that takes pushed messages for an operator, for as long as the session lasts in which it was allowed. */
export const pushSubscriptions = pgTable(
  "push_subscriptions",
  {
    id: uuid().primaryKey().defaultRandom(),
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => authSessions.id, { onDelete: "cascade" }),
    /** Where its push service takes messages; comes from the browser, so it is checked again at every connection. */
    endpoint: text().notNull().unique("push_subscriptions_endpoint_unique"),
    /** The browser's key and secret for what is encrypted to it (RFC 8291), base64url. */
    p256dh: text().notNull(),
    auth: text().notNull(),
    /** Of the page that subscribed: pushed texts are in the operator's own language, else in this one. */
    locale: text().notNull().default("en"),
    createdAt: stamp("created_at").notNull().defaultNow(),
    /** The last message that its service took, and the last one that it did not, with the reason in words. */
    deliveredAt: stamp("delivered_at"),
    failedAt: stamp("failed_at"),
    error: text(),
  },
  (t) => [
    // "the browsers of this operator": asked with every message of a visitor
    index("push_subscriptions_operator_idx").on(t.operatorId),
    index("push_subscriptions_session_idx").on(t.sessionId),
  ],
);

/** What is to be pushed to one browser, written with its cause. Sent at least once; `id` tells doubles apart. */
export const pushOutbox = pgTable(
  "push_outbox",
  {
    id: uuid().primaryKey().defaultRandom(),
    subscriptionId: uuid("subscription_id")
      .notNull()
      .references(() => pushSubscriptions.id, { onDelete: "cascade" }),
    /** For whom it was meant: the browser may be another's by now. */
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    /** Null: a test. */
    chatId: uuid("chat_id").references(() => chats.id, { onDelete: "cascade" }),
    kind: text({ enum: [...ALERT_KINDS, "test"] }).notNull(),
    /** Number of the entry that it tells of; an operator who has read that far needs it no more. */
    seq: integer().notNull().default(0),
    attempts: smallint().notNull().default(0),
    /** Not before; a failure, or eyes on the inbox, move it on. */
    dueAt: stamp("due_at").notNull().defaultNow(),
    sentAt: stamp("sent_at"),
    /** Nobody needs it any more, or it could not be sent: the reason in words. */
    endedAt: stamp("ended_at"),
    reason: text(),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("push_outbox_due_idx").on(t.dueAt).where(sql`${t.sentAt} is null and ${t.endedAt} is null`),
    // Of many messages in a row one is pushed: a second one finds the first still waiting.
    uniqueIndex("push_outbox_waiting_unique")
      .on(t.subscriptionId, t.chatId, t.kind)
      .where(sql`${t.sentAt} is null and ${t.endedAt} is null`),
    // "what was erased, or deleted with its chat"
    index("push_outbox_chat_idx").on(t.chatId),
    check("push_outbox_one_end", sql`${t.sentAt} is null or ${t.endedAt} is null`),
    check("push_outbox_ended_has_reason", sql`(${t.endedAt} is null) = (${t.reason} is null)`),
  ],
);
