import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { WebhookPayload } from "@/lib/webhooks/payloads";
import { WEBHOOK_DELIVERY_TYPES, WEBHOOK_FAILURES, WEBHOOK_STOPS, type WebhookEventType } from "@/lib/webhooks/rules";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** An address of somebody else's program that is told what happens here. */
export const webhooks = pgTable(
  "webhooks",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    url: text().notNull(),
    /** Encrypted (lib/settings/secret-box.ts), as the one before is, with which is signed as well until `previousUntil`. */
    secretEncrypted: text("secret_encrypted").notNull(),
    previousEncrypted: text("previous_encrypted"),
    previousUntil: stamp("previous_until"),
    events: text().array().$type<WebhookEventType[]>().notNull(),
    /** Only what concerns one of these departments; null: everything, also what is for no department. */
    departmentIds: uuid("department_ids").array(),
    /** Nothing is queued or sent while this is set. `failing` and `gone`: switched off by itself. */
    disabledAt: stamp("disabled_at"),
    disabledReason: text("disabled_reason", { enum: WEBHOOK_STOPS }),
    /** The first failure since the last success. */
    failingSince: stamp("failing_since"),
    createdById: uuid("created_by_id").references(() => operators.id),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    check("webhooks_disabled_has_reason", sql`(${t.disabledAt} is null) = (${t.disabledReason} is null)`),
    check("webhooks_previous_has_end", sql`(${t.previousEncrypted} is null) = (${t.previousUntil} is null)`),
  ],
);

/**
 * What a webhook is to be told, written with its cause, and afterwards the log of it. Sent at least once; `eventId` tells
 * doubles apart. Of the chat and the visitor it keeps the ids alone: a message of a chat pays for no look at other rows.
 */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid().primaryKey().defaultRandom(),
    webhookId: uuid("webhook_id")
      .notNull()
      .references(() => webhooks.id, { onDelete: "cascade" }),
    /** UUIDv7, the same for all webhooks that are told of one event. */
    eventId: uuid("event_id").notNull(),
    type: text({ enum: WEBHOOK_DELIVERY_TYPES }).notNull(),
    chatId: uuid("chat_id"),
    /** Whom it tells of, so that it can be erased with them. */
    visitorId: uuid("visitor_id"),
    payload: jsonb().$type<WebhookPayload>().notNull(),
    /** Since it was queued, or sent again by hand. */
    attempts: smallint().notNull().default(0),
    /** Of all time: numbers its rows in `webhook_attempts`. */
    attemptsMade: integer("attempts_made").notNull().default(0),
    /** Not before; an attempt and a failure move it on. */
    dueAt: stamp("due_at").notNull().defaultNow(),
    deliveredAt: stamp("delivered_at"),
    /** After so many attempts it is given up. */
    failedAt: stamp("failed_at"),
    /** Of the last attempt: when, how long it took, what was answered, and why it counts as failed. */
    attemptedAt: stamp("attempted_at"),
    durationMs: integer("duration_ms"),
    responseStatus: smallint("response_status"),
    responseText: text("response_text"),
    failure: text({ enum: WEBHOOK_FAILURES }),
    /** What the network said, in its own words. */
    error: text(),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("webhook_deliveries_event_unique").on(t.webhookId, t.eventId),
    index("webhook_deliveries_due_idx")
      .on(t.webhookId, t.dueAt)
      .where(sql`${t.deliveredAt} is null and ${t.failedAt} is null`),
    // "the log of this webhook, newest first"
    index("webhook_deliveries_log_idx").on(t.webhookId, sql`${t.createdAt} desc`, sql`${t.id} desc`),
    // "what is old enough to be deleted"
    index("webhook_deliveries_created_idx").on(t.createdAt),
    index("webhook_deliveries_visitor_idx").on(t.visitorId).where(sql`${t.visitorId} is not null`),
    check("webhook_deliveries_one_end", sql`${t.deliveredAt} is null or ${t.failedAt} is null`),
  ],
);

/** One attempt of a delivery, written when it begins: where it did not end, whoever made it died. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    deliveryId: uuid("delivery_id")
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: "cascade" }),
    number: integer().notNull(),
    beganAt: stamp("began_at").notNull().defaultNow(),
    endedAt: stamp("ended_at"),
    durationMs: integer("duration_ms"),
    responseStatus: smallint("response_status"),
    /** The beginning of the answer. */
    responseText: text("response_text"),
    failure: text({ enum: WEBHOOK_FAILURES }),
    error: text(),
  },
  // "what was tried for these deliveries"
  (t) => [primaryKey({ columns: [t.deliveryId, t.number] })],
);
