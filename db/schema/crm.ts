import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { CRM_DELIVERY_FAILURES, CRM_FAILURES } from "@/lib/crm/rules";
import { chats } from "./chats";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What the connection to the CRM works with: the settings as Synchronize took them, once they had proven to work. No row:
 * not connected. At most one.
 */
export const crmConnection = pgTable(
  "crm_connection",
  {
    id: smallint().primaryKey().default(1),
    address: text().notNull(),
    login: text().notNull(),
    /** Encrypted (lib/settings/secret-box.ts), as the session is. */
    passwordEncrypted: text("password_encrypted").notNull(),
    /** Where below the address OData answers: it depends on what the CRM runs on. */
    odataPath: text("odata_path").notNull(),
    /** The cookies of the last sign-in; null: sign in first. */
    sessionEncrypted: text("session_encrypted"),
    connectedAt: stamp("connected_at").notNull().defaultNow(),
    lastSentAt: stamp("last_sent_at"),
    /** Why it does not work, in the CRM's own words as well, since when, and how often in a row. */
    failure: text({ enum: CRM_FAILURES }),
    failureText: text("failure_text"),
    failedAt: stamp("failed_at"),
    attempts: smallint().notNull().default(0),
    /** Not before; null with a failure: not before somebody does something about it. */
    retryAt: stamp("retry_at"),
    /** Whoever talks to the CRM at this moment, and until when nobody else does. */
    claim: uuid(),
    claimedUntil: stamp("claimed_until"),
  },
  (t) => [
    check("crm_connection_is_single", sql`${t.id} = 1`),
    check("crm_connection_failure_has_time", sql`(${t.failure} is null) = (${t.failedAt} is null)`),
    check("crm_connection_claim_ends", sql`(${t.claim} is null) = (${t.claimedUntil} is null)`),
  ],
);

/** A closed chat on its way to the CRM, written by the statement that closes it, and afterwards the note that it is there. */
export const crmDeliveries = pgTable(
  "crm_deliveries",
  {
    chatId: uuid("chat_id")
      .primaryKey()
      .references(() => chats.id, { onDelete: "cascade" }),
    /** Grows when the chat is to be told anew, so that whoever was telling it does not note that as done. */
    revision: integer().notNull().default(1),
    attempts: smallint().notNull().default(0),
    /** Not before; an attempt and a failure move it on. */
    dueAt: stamp("due_at").notNull().defaultNow(),
    deliveredAt: stamp("delivered_at"),
    /** After so many attempts it is given up, until Synchronize. */
    failedAt: stamp("failed_at"),
    failure: text({ enum: CRM_DELIVERY_FAILURES }),
    /** What the CRM said. */
    error: text(),
    /** Of the CRM: whose chat it was; null: nobody vouches for the visitor. */
    contactId: uuid("contact_id"),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("crm_deliveries_due_idx").on(t.dueAt).where(sql`${t.deliveredAt} is null and ${t.failedAt} is null`),
    // "which were given up": asked by Synchronize and by the health page
    index("crm_deliveries_failed_idx").on(t.failedAt).where(sql`${t.failedAt} is not null`),
    check("crm_deliveries_one_end", sql`${t.deliveredAt} is null or ${t.failedAt} is null`),
  ],
);
