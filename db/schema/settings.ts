import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { CHANNEL_FAILURES, CHANNEL_TYPES } from "@/lib/channels/rules";
import { departments } from "./departments";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** The page «Chat settings»: one row. Departments may set the three rules otherwise. */
export const chatSettings = pgTable(
  "chat_settings",
  {
    id: smallint().primaryKey().default(1),
    /** Where the CRM is; empty: nowhere. The connection works with a copy, taken by Synchronize (`crm_connection`). */
    crmAddress: text("crm_address").notNull().default(""),
    /** Account of the CRM connection. The password is encrypted (lib/settings/secret-box.ts) and never leaves the server. */
    login: text().notNull().default(""),
    passwordEncrypted: text("password_encrypted"),
    closeIdle: boolean("close_idle").notNull().default(true),
    closeIdleAfterMinutes: integer("close_idle_after_minutes").notNull().default(15),
    reassign: boolean().notNull().default(true),
    reassignAfterMinutes: integer("reassign_after_minutes").notNull().default(3),
    notice: boolean().notNull().default(true),
    /** By language; a language without a text gets the product's own. */
    noticeTexts: jsonb("notice_texts").$type<Record<string, string>>().notNull().default({}),
    /** Chats missed in a row after which an operator becomes Away. */
    missesUntilAway: integer("misses_until_away").notNull().default(2),
    /** Minutes that a visitor waits with nobody who hears of it until supervisors are alerted. */
    alertAfterMinutes: integer("alert_after_minutes").notNull().default(5),
    /** Set: visitors' messages wait in their browsers until it is over; and when that is planned to be. */
    maintenanceSince: stamp("maintenance_since"),
    maintenanceUntil: stamp("maintenance_until"),
    updatedAt: stamp("updated_at").notNull().defaultNow(),
  },
  (t) => [
    check("chat_settings_maintenance", sql`${t.maintenanceUntil} is null or ${t.maintenanceSince} is not null`),
    check("chat_settings_is_single", sql`${t.id} = 1`),
    check("chat_settings_close_idle_minutes", sql`${t.closeIdleAfterMinutes} >= 5`),
    check("chat_settings_reassign_minutes", sql`${t.reassignAfterMinutes} >= 1`),
    check("chat_settings_alert_minutes", sql`${t.alertAfterMinutes} >= 1`),
    check("chat_settings_misses", sql`${t.missesUntilAway} >= 1`),
  ],
);

/** A way in. The row of the web widget is made by a migration; others are added by an admin. */
export const channels = pgTable(
  "channels",
  {
    id: uuid().primaryKey().defaultRandom(),
    type: text({ enum: CHANNEL_TYPES }).notNull(),
    name: text().notNull(),
    /** How much of an operator's max load one chat of this channel takes. */
    weight: smallint().notNull().default(1),
    /** Null: the visitor chooses. */
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "set null" }),
    active: boolean().notNull().default(true),
    /** Idle time of its own; null: the department's. */
    closeIdleAfterMinutes: integer("close_idle_after_minutes"),
    /** Encrypted (lib/settings/secret-box.ts); null for the web widget, which needs none. */
    tokenEncrypted: text("token_encrypted"),
    /** Who we are in the service, by its own name, and where people find us there. */
    accountId: text("account_id"),
    link: text(),
    /** Where the service sends what happens, as it was told last: an address, or `poll`; null: not told yet. */
    receivesBy: text("receives_by"),
    /** Up to where it was asked what has happened, in the service's own words. */
    pollAfter: text("poll_after"),
    /** Not asked before; null: asked all the time. */
    pollDueAt: stamp("poll_due_at"),
    lastReceivedAt: stamp("last_received_at"),
    lastSentAt: stamp("last_sent_at"),
    /** Why it does not work, since when, how often in a row, and when it is tried again. */
    failure: text({ enum: CHANNEL_FAILURES }),
    failedAt: stamp("failed_at"),
    attempts: smallint().notNull().default(0),
    retryAt: stamp("retry_at"),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    // Two channels of one account would take each other's updates away.
    uniqueIndex("channels_account_unique").on(t.type, t.accountId).where(sql`${t.accountId} is not null`),
    check("channels_failure_has_time", sql`(${t.failure} is null) = (${t.failedAt} is null)`),
    check("channels_weight", sql`${t.weight} >= 0 and ${t.weight} <= 100`),
    check("channels_close_idle_minutes", sql`${t.closeIdleAfterMinutes} >= 5`),
  ],
);

/** The web widget's row, made by the migration. */
export const WEB_CHANNEL_ID = "00000000-0000-4000-8000-000000000001";
