import { sql } from "drizzle-orm";
import {
  check,
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
import { departments } from "./departments";
import { operators, visitors } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** One conversation between a visitor and a department. */
export const chats = pgTable(
  "chats",
  {
    id: uuid().primaryKey().defaultRandom(),
    visitorId: uuid("visitor_id")
      .notNull()
      .references(() => visitors.id),
    /** The widget's own id for this start, so that a repeated request finds the chat instead of making a second. */
    startClientId: uuid("start_client_id").notNull(),
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id),
    /** Null while queued. */
    operatorId: uuid("operator_id").references(() => operators.id),
    status: text({ enum: ["queued", "active", "closed"] })
      .notNull()
      .default("queued"),
    /** Grows with every change of the owner; writes of a former owner carry an old one and are refused. */
    epoch: integer().notNull().default(1),
    /** Last number of the timeline as operators see it, and as the visitor sees it. Taken under this row's lock. */
    lastSeq: integer("last_seq").notNull().default(0),
    lastPubSeq: integer("last_pub_seq").notNull().default(0),
    priority: integer().notNull().default(0),
    queuedSince: stamp("queued_since").notNull().defaultNow(),
    /** What the visitor typed into the form: never an identity. */
    visitorName: text("visitor_name").notNull().default(""),
    visitorEmail: text("visitor_email"),
    locale: text().notNull().default("en"),
    /** Where the visitor is now. */
    pageUrl: text("page_url"),
    pageTitle: text("page_title"),
    referrer: text(),
    userAgent: text("user_agent").notNull().default(""),
    /** The newest public message, kept here so that a list needs no second read. The preview has at most 200 characters. */
    lastMessageAt: stamp("last_message_at"),
    lastMessageBy: text("last_message_by", { enum: ["visitor", "operator"] }),
    lastMessagePreview: text("last_message_preview").notNull().default(""),
    /** `seq` up to which the owner has read. */
    operatorReadSeq: integer("operator_read_seq").notNull().default(0),
    createdAt: stamp("created_at").notNull().defaultNow(),
    closedAt: stamp("closed_at"),
    closeReason: text("close_reason", { enum: ["operator", "visitor", "idle"] }),
  },
  (t) => [
    uniqueIndex("chats_start_unique").on(t.visitorId, t.startClientId),
    // Partial: queue and own chats stay fast however many closed chats pile up.
    index("chats_queue_idx")
      .on(t.departmentId, t.priority.desc(), t.queuedSince, t.id)
      .where(sql`${t.status} = 'queued'`),
    index("chats_active_idx").on(t.operatorId, t.lastMessageAt).where(sql`${t.status} = 'active'`),
    // "the chats of this visitor": resume of the widget
    index("chats_visitor_idx").on(t.visitorId, t.createdAt.desc()),
    // "has this department any chat": asked before it is deleted
    index("chats_department_idx").on(t.departmentId),
    check("chats_status_has_owner", sql`(${t.status} = 'active') <= (${t.operatorId} is not null)`),
    check("chats_queued_has_no_owner", sql`${t.status} <> 'queued' or ${t.operatorId} is null`),
    check("chats_closed_has_time", sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    check("chats_closed_has_reason", sql`(${t.status} = 'closed') = (${t.closeReason} is not null)`),
  ],
);

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
    kind: text({ enum: ["started", "message", "claimed", "closed"] }).notNull(),
    senderType: text("sender_type", { enum: ["visitor", "operator", "system"] }).notNull(),
    senderId: uuid("sender_id"),
    /** Chosen by the sender's browser (UUIDv7); a retry with the same one finds this row. */
    clientId: uuid("client_id"),
    body: text(),
    /** Facts of a change of state, such as the reason of a close; clients word them in their own language. */
    data: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.chatId, t.seq] }),
    uniqueIndex("chat_events_pub_seq_unique").on(t.chatId, t.pubSeq).where(sql`${t.pubSeq} is not null`),
    uniqueIndex("chat_events_client_id_unique")
      .on(t.chatId, t.senderType, t.senderId, t.clientId)
      .where(sql`${t.clientId} is not null`),
    check("chat_events_message_has_body", sql`(${t.kind} = 'message') = (${t.body} is not null)`),
    check("chat_events_sender_known", sql`(${t.senderType} = 'system') = (${t.senderId} is null)`),
  ],
);

/** One period of responsibility for a chat: first the queue's, from `assignedAt` on the operator's. Never changed after it ended. */
export const legs = pgTable(
  "legs",
  {
    id: uuid().primaryKey().defaultRandom(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id),
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id),
    operatorId: uuid("operator_id").references(() => operators.id),
    queuedAt: stamp("queued_at").notNull(),
    assignedAt: stamp("assigned_at"),
    firstReplyAt: stamp("first_reply_at"),
    releasedAt: stamp("released_at"),
    reason: text({ enum: ["answered", "missed", "transferred", "closed", "idle", "left"] }),
    /** First `seq` of the present owner, and the first one that is no longer theirs. */
    fromSeq: integer("from_seq").notNull(),
    toSeq: integer("to_seq"),
  },
  (t) => [
    uniqueIndex("legs_one_open_per_chat").on(t.chatId).where(sql`${t.releasedAt} is null`),
    check("legs_assigned_has_operator", sql`(${t.assignedAt} is null) = (${t.operatorId} is null)`),
    check("legs_released_has_reason", sql`(${t.releasedAt} is null) = (${t.reason} is null)`),
    check("legs_released_has_end", sql`(${t.releasedAt} is null) = (${t.toSeq} is null)`),
  ],
);
