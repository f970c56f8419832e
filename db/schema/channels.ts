import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  foreignKey,
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
import type { Action, Incoming } from "@/lib/channels/channel";
import { chats } from "./chats";
import { departments } from "./departments";
import { visitors } from "./people";
import { channels } from "./settings";

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (value) => new Uint8Array(value),
});

const stamp = (name: string) => timestamp(name, { withTimezone: true });
const channelId = () =>
  uuid("channel_id")
    .notNull()
    .references(() => channels.id, { onDelete: "cascade" });

/** Somebody who writes from another service, as that service knows them, and which visitor they are here. */
export const channelContacts = pgTable(
  "channel_contacts",
  {
    channelId: channelId(),
    externalId: text("external_id").notNull(),
    visitorId: uuid("visitor_id")
      .notNull()
      .references(() => visitors.id),
    name: text().notNull().default(""),
    locale: text().notNull().default("en"),
    /** The department of their next chat, and the public key by which they came to it; asked again when that begins. */
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "set null" }),
    departmentKey: text("department_key"),
    /** When they last began anew, by a link or by choosing: a chat that was closed before is not reopened any more. */
    choseAt: stamp("chose_at"),
    /** They have shut us out, and not come back since. */
    blockedAt: stamp("blocked_at"),
    /** What they agreed to last: chats that they begin while these words hold keep a copy. */
    consent: jsonb().$type<GivenConsent>(),
    /** When they were last told that the system was unavailable. */
    noticedAt: stamp("noticed_at"),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.externalId] }),
    // "from where does this visitor write": asked when they are erased, and when they cannot be reached
    index("channel_contacts_visitor_idx").on(t.visitorId),
  ],
);

/** Where what is said in a chat is sent to. How far that has got is in the chat's own row. */
export const channelChats = pgTable(
  "channel_chats",
  {
    chatId: uuid("chat_id")
      .primaryKey()
      .references(() => chats.id, { onDelete: "cascade" }),
    channelId: channelId(),
    externalId: text("external_id").notNull(),
    /** Not before. Whoever sends moves it on first; `infinity` while they have shut us out. */
    dueAt: stamp("due_at").notNull().defaultNow(),
    attempts: smallint().notNull().default(0),
    /** Grows with every claim: whoever lost theirs notes nothing any more. */
    turn: integer().notNull().default(0),
    /** Of the entry after the last one that was sent: how many of its pieces were. */
    partsSent: smallint("parts_sent").notNull().default(0),
    /** The message that tells the place in the queue, and what it says; when it may be looked at again. */
    placeRef: text("place_ref"),
    placeText: text("place_text"),
    placeDueAt: stamp("place_due_at").notNull().defaultNow(),
  },
  (t) => [
    // "whose place is told although they wait no longer"
    index("channel_chats_place_idx").on(t.chatId).where(sql`${t.placeRef} is not null`),
    index("channel_chats_contact_idx").on(t.channelId, t.externalId),
  ],
);

/**
 * What a service has told us, each thing once: stored before the service hears that we have it, done in the order in which
 * it came, and done in the transaction that says so. Afterwards it keeps what is to be said in return, until that is said,
 * and then only that it was there.
 */
export const channelUpdates = pgTable(
  "channel_updates",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    channelId: channelId(),
    updateId: text("update_id").notNull(),
    externalId: text("external_id").notNull(),
    /** Null once it is done. */
    incoming: jsonb().$type<Incoming>(),
    /** Its writer has not said yet to which department it goes. */
    waits: boolean().notNull().default(false),
    doneAt: stamp("done_at"),
    /** What is said in return, which is of no chat: a menu, or why something was not taken. */
    reply: jsonb().$type<Action[]>(),
    dueAt: stamp("due_at").notNull().defaultNow(),
    attempts: smallint().notNull().default(0),
    /** The same for what is said in return. */
    replyDueAt: stamp("reply_due_at").notNull().defaultNow(),
    receivedAt: stamp("received_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("channel_updates_unique").on(t.channelId, t.updateId),
    // "what is to be done, of each writer in its order"
    index("channel_updates_open_idx").on(t.channelId, t.externalId, t.id).where(sql`${t.doneAt} is null`),
    index("channel_updates_reply_idx").on(t.replyDueAt).where(sql`${t.reply} is not null`),
    // "what is old enough to be forgotten"
    index("channel_updates_received_idx").on(t.receivedAt),
  ],
);

/** Bytes that came along with an update, where the service does not keep them for us; gone once they are in the chat. */
export const channelFiles = pgTable(
  "channel_files",
  {
    channelId: channelId(),
    updateId: text("update_id").notNull(),
    bytes: bytea().notNull(),
    receivedAt: stamp("received_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.updateId] }),
    // "what is old enough to be forgotten"
    index("channel_files_received_idx").on(t.receivedAt),
  ],
);

/**
 * A conversation by mail. Its writer is whoever knows `externalId` with the signature that goes with it, which stands in the
 * addresses and the numbers of our mails; `address` is where answers go, and proves nothing.
 */
export const mailThreads = pgTable(
  "mail_threads",
  {
    channelId: channelId(),
    externalId: text("external_id").notNull(),
    /** The chat that it is now; null before the first message is in it. */
    chatId: uuid("chat_id").references(() => chats.id, { onDelete: "cascade" }),
    address: text().notNull(),
    subject: text().notNull().default(""),
    /** Numbers of the newest mails of both sides, the oldest first, without angle brackets: they hold a thread together. */
    messageIds: jsonb("message_ids").$type<string[]>().notNull().default([]),
    /** The chat began on a website, and its visitor has left: answers are mailed while nobody is there. */
    isAway: boolean("is_away").notNull().default(false),
    /** Up to which number of the visitor's the mail goes that was tried last: tried again, it is the same mail. */
    mailUpto: integer("mail_upto"),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.externalId] }),
    foreignKey({
      name: "mail_threads_contact_fk",
      columns: [t.channelId, t.externalId],
      foreignColumns: [channelContacts.channelId, channelContacts.externalId],
    }).onDelete("cascade"),
    index("mail_threads_chat_idx").on(t.chatId),
  ],
);

/**
 * Access tokens of mailboxes whose servers take no password, by the settings with which they were got. What a row lacks is
 * asked for anew.
 */
export const mailTokens = pgTable(
  "mail_tokens",
  {
    /** A keyed hash of the settings. */
    id: text().primaryKey(),
    /** Encrypted (lib/settings/secret-box.ts): the access token, and the refresh token that came with it. */
    box: text(),
    expiresAt: stamp("expires_at"),
    /** Who asks for a new one at this moment, and until when nobody else does. */
    claim: uuid(),
    claimedUntil: stamp("claimed_until"),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  // The daily tidying takes those of settings that nobody has any more.
  (t) => [index("mail_tokens_expires_idx").on(t.expiresAt)],
);
