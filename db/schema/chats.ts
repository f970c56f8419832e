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
import type { GivenConsent } from "@/lib/appearance/rules";
import { departments } from "./departments";
import { operators, visitors } from "./people";
import { channels, WEB_CHANNEL_ID } from "./settings";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/**
 * One conversation between a visitor and a department. Every message changes it: no index knows a column that changes with
 * each, so that Postgres need not touch any (decision 034). Two generated columns, which no row here has, stand for such in
 * indexes: `activity_period`, the five minutes in which it was last written, and `has_unsent`, whether `sentPubSeq` is below
 * `lastPubSeq`.
 */
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
    /** When the visitor began to wait; reassignment, transfer and a change of department keep it. */
    queuedSince: stamp("queued_since").notNull().defaultNow(),
    channelId: uuid("channel_id")
      .notNull()
      .default(WEB_CHANNEL_ID)
      .references(() => channels.id),
    /**
     * Up to which number of the visitor's it was sent to them, in the service they write from, or by mail since they left;
     * null: their browser asks.
     */
    sentPubSeq: integer("sent_pub_seq"),
    /** Of its channel when it began. */
    weight: smallint().notNull().default(1),
    /** Since the present owner has it. */
    assignedAt: stamp("assigned_at"),
    /** Parked by the operator: no timeout, no slot. */
    heldAt: stamp("held_at"),
    /** On hold until then, or until the visitor writes: snoozed. Means nothing without `heldAt`. */
    snoozedUntil: stamp("snoozed_until"),
    /** The visitor's turn: their first public message that no operator has answered. */
    awaitingSince: stamp("awaiting_since"),
    /** Of this turn: who had the chat and did not react, and how often it moved by itself. */
    triedOperatorIds: uuid("tried_operator_ids").array().notNull().default(sql`'{}'::uuid[]`),
    hops: smallint().notNull().default(0),
    /** Of this turn: the owner pressed "I'm on it", and for how long typing has paused the clock. */
    onItAt: stamp("on_it_at"),
    typedAt: stamp("typed_at"),
    typingPauseMs: integer("typing_pause_ms").notNull().default(0),
    /** Reassignment was due and nobody else could take it: tried again at every change. */
    overdueSince: stamp("overdue_since"),
    /** Restarts the idle clock: last public message, assignment, transfer, reopening, "keep open". */
    idleSince: stamp("idle_since").notNull().defaultNow(),
    idleWarnedAt: stamp("idle_warned_at"),
    /** Comes before all others at the next distribution, if a candidate: who had the chat before it was reopened. */
    preferredOperatorId: uuid("preferred_operator_id").references(() => operators.id),
    /** Offered to one operator; the owner stays responsible until it is accepted. */
    offeredOperatorId: uuid("offered_operator_id").references(() => operators.id),
    offeredDepartmentId: uuid("offered_department_id").references(() => departments.id),
    offeredAt: stamp("offered_at"),
    overflowOfferedAt: stamp("overflow_offered_at"),
    /** When each cause of a notice was last told, ISO 8601 by cause: once per cause and 24 h. */
    notices: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** The visitor's browser was last heard of. */
    visitorSeenAt: stamp("visitor_seen_at").notNull().defaultNow(),
    /** The chat that this one goes on from, too late to reopen it. */
    previousChatId: uuid("previous_chat_id"),
    rating: smallint(),
    ratingComment: text("rating_comment").notNull().default(""),
    ratedAt: stamp("rated_at"),
    /** What the visitor typed into the form: never an identity. */
    visitorName: text("visitor_name").notNull().default(""),
    visitorEmail: text("visitor_email"),
    visitorPhone: text("visitor_phone"),
    /** Who the visitor is by a signed identity; null: nobody vouches for them. */
    identity: jsonb().$type<{ sub: string; name: string | null; email: string | null; phone?: string }>(),
    /** What they agreed to before the chat began. */
    consent: jsonb().$type<GivenConsent>(),
    locale: text().notNull().default("en"),
    /** When the transcript was last mailed to the visitor. */
    transcriptMailedAt: stamp("transcript_mailed_at"),
    /** The visitor had it erased: nothing in it is about a person any more, and nobody writes into it. */
    erasedAt: stamp("erased_at"),
    /** The operator who began it, by writing to a visitor on a page; null: the visitor did. */
    startedById: uuid("started_by_id").references(() => operators.id),
    /** Somebody said that it is spam: it stands in no list and counts in no report. */
    spamAt: stamp("spam_at"),
    spamById: uuid("spam_by_id").references(() => operators.id),
    /** Parameters of a campaign (`utm_…`) with which the visitor came to the page where the chat began. */
    utm: jsonb().$type<Record<string, string>>(),
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
    /** How far the owner's and the visitor's browsers have got; these marks only grow, whoever owns the chat. */
    operatorDeliveredSeq: integer("operator_delivered_seq").notNull().default(0),
    visitorDeliveredSeq: integer("visitor_delivered_seq").notNull().default(0),
    visitorReadSeq: integer("visitor_read_seq").notNull().default(0),
    /** The owner's marks in the visitor's numbering. */
    operatorDeliveredPubSeq: integer("operator_delivered_pub_seq").notNull().default(0),
    operatorReadPubSeq: integer("operator_read_pub_seq").notNull().default(0),
    /** Messages of the visitor above `operatorReadSeq`, and the `seq` of the newest one. */
    unreadCount: integer("unread_count").notNull().default(0),
    /** The owner wants to look at it again, or it came back from a snooze; cleared by reading on and by answering. */
    markedUnreadAt: stamp("marked_unread_at"),
    lastVisitorSeq: integer("last_visitor_seq").notNull().default(0),
    createdAt: stamp("created_at").notNull().defaultNow(),
    closedAt: stamp("closed_at"),
    closeReason: text("close_reason", {
      enum: ["operator", "visitor", "idle", "abandoned", "left_contact", "never_wrote"],
    }),
  },
  (t) => [
    uniqueIndex("chats_start_unique").on(t.visitorId, t.startClientId),
    // Partial: queue and own chats stay fast however many closed chats pile up.
    index("chats_queue_idx")
      .on(t.departmentId, t.priority.desc(), t.queuedSince, t.id)
      .where(sql`${t.status} = 'queued'`),
    index("chats_active_idx").on(t.operatorId).where(sql`${t.status} = 'active'`),
    // Load of operators: weights of open, not-held chats, read from the index alone.
    index("chats_load_idx").on(t.operatorId, t.weight).where(sql`${t.status} = 'active' and ${t.heldAt} is null`),
    // "who of this department waits too long for a reaction": asked by every distribution
    index("chats_overdue_idx").on(t.departmentId).where(sql`${t.overdueSince} is not null`),
    // "what is offered to me": read with the inbox
    index("chats_offered_idx").on(t.offeredOperatorId).where(sql`${t.offeredOperatorId} is not null`),
    // "the chats of this visitor": resume of the widget
    index("chats_visitor_idx").on(t.visitorId, t.createdAt.desc()),
    // "has this department any chat": asked before it is deleted
    index("chats_department_idx").on(t.departmentId),
    // "open chats of my departments, newest activity first": the tab All, and the counts of all tabs. Within five minutes
    // the reader sorts.
    index("chats_open_idx").on(t.departmentId, sql`"activity_period" desc`).where(sql`${t.status} <> 'closed'`),
    // "closed chats of my departments, newest first": the tab Closed
    index("chats_closed_idx")
      .on(t.departmentId, sql`${t.closedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.status} = 'closed'`),
    // "the newest chats of these departments, and of this operator": what a search looks through first
    index("chats_begun_idx")
      .on(t.departmentId, sql`${t.createdAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.spamAt} is null`),
    // "what has been marked as spam": asked by who wants one of these back
    index("chats_spam_idx")
      .on(t.departmentId, sql`${t.createdAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.spamAt} is not null`),
    // "what is still to be sent to the service that the visitor writes from": chats of websites are never in it
    index("chats_unsent_idx").on(t.id).where(sql`"has_unsent"`),
    index("chats_operator_idx").on(t.operatorId, sql`${t.createdAt} desc`, sql`${t.id} desc`),
    check("chats_status_has_owner", sql`(${t.status} = 'active') <= (${t.operatorId} is not null)`),
    check("chats_queued_has_no_owner", sql`${t.status} <> 'queued' or ${t.operatorId} is null`),
    check("chats_closed_has_time", sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    check("chats_closed_has_reason", sql`(${t.status} = 'closed') = (${t.closeReason} is not null)`),
    check("chats_held_is_active", sql`${t.heldAt} is null or ${t.status} = 'active'`),
    check(
      "chats_offered_is_active",
      sql`(${t.offeredOperatorId} is null) = (${t.offeredAt} is null) and (${t.offeredAt} is null or ${t.status} = 'active')`,
    ),
    check("chats_overdue_is_active", sql`${t.overdueSince} is null or ${t.status} = 'active'`),
    check("chats_erased_is_closed", sql`${t.erasedAt} is null or ${t.status} = 'closed'`),
    check("chats_spam_is_closed", sql`${t.spamAt} is null or ${t.status} = 'closed'`),
    check("chats_spam_by_somebody", sql`(${t.spamAt} is null) = (${t.spamById} is null)`),
    check("chats_sent_was_said", sql`${t.sentPubSeq} <= ${t.lastPubSeq}`),
    check("chats_rating_range", sql`${t.rating} between 1 and 5`),
  ],
);

/**
 * How far an operator has read in a chat that is not theirs: a colleague's, or one that waits. Of an own chat the chat
 * itself says it (`operatorReadSeq`).
 */
export const chatReads = pgTable(
  "chat_reads",
  {
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id, { onDelete: "cascade" }),
    readSeq: integer("read_seq").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.operatorId, t.chatId] }),
    // "who has read this chat": asked when a chat is deleted
    index("chat_reads_chat_idx").on(t.chatId),
  ],
);
