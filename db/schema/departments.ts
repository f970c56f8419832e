import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { Consent, FormFields, Proactive, WidgetLook, WidgetTexts } from "@/lib/appearance/rules";
import type { FirstSteps } from "@/lib/first-steps/rules";
import type { Holiday, OpeningHours } from "@/lib/hours/rules";
import { DEFAULT_TONE, TONES } from "@/lib/tones/rules";
import { operators } from "./people";

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (value) => new Uint8Array(value),
});

const stamp = (name: string) => timestamp(name, { withTimezone: true });
const noText = sql`'{}'::text[]`;

/** The one company of this installation. */
export const company = pgTable(
  "company",
  {
    id: smallint().primaryKey().default(1),
    name: text().notNull().default(""),
    /** Public key of the company snippet. */
    key: text().notNull().unique("company_key_unique"),
    color: text().notNull().default("#1f5eff"),
    greeting: text().notNull().default(""),
    /** Hosts that may carry the company snippet; empty means any. */
    allowedDomains: text("allowed_domains").array().notNull().default(noText),
    /** Place, theme and sound of the widget; null: the product's own. */
    look: jsonb().$type<WidgetLook>(),
    /** Greeting and launcher label by language; a language without them gets `greeting` and the product's label. */
    texts: jsonb().$type<WidgetTexts>(),
    proactive: jsonb().$type<Proactive[]>().notNull().default([]),
    /** What visitors agree to before a chat begins; null: nothing was ever asked. */
    consent: jsonb().$type<Consent>(),
    /** Signs who a visitor is (lib/identity). Encrypted (lib/settings/secret-box.ts); null: no site of ours signs. */
    identitySecretEncrypted: text("identity_secret_encrypted"),
    /** The one before: still good for as long as a token may live, so that websites change over without a gap. */
    identitySecretPreviousEncrypted: text("identity_secret_previous_encrypted"),
    identitySecretRotatedAt: stamp("identity_secret_rotated_at"),
    /** Visitors whose identity is verified may have the transcript mailed to its address. */
    mailsTranscripts: boolean("mails_transcripts").notNull().default(false),
    /** IANA name: where the days of reports over several departments begin; null: as most of these departments have it. */
    timeZone: text("time_zone"),
    /** What admins have said of their first steps. */
    firstSteps: jsonb("first_steps").$type<FirstSteps>().notNull().default({}),
    /** Set once, by the first admin's setup; the conditional update on it decides between parallel submissions. */
    setupCompletedAt: stamp("setup_completed_at"),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [check("company_is_single", sql`${t.id} = 1`)],
);

/** Re-encoded pictures. The id is random, because a logo of a hidden department must not be found by its content. */
export const logos = pgTable("logos", {
  id: text().primaryKey(),
  /** WebP. */
  bytes: bytea().notNull(),
  width: integer().notNull(),
  height: integer().notNull(),
  createdAt: stamp("created_at").notNull().defaultNow(),
});

/** A team that takes chats; also a website of the company, with its own logo, colour, address and snippet. */
export const departments = pgTable(
  "departments",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    description: text().notNull().default(""),
    /** Never offered for choice; reached by its own snippet, by transfer or by an operator. */
    hidden: boolean().notNull().default(false),
    /** Takes no new chat from anywhere. */
    disabled: boolean().notNull().default(false),
    /** Order in lists and in the picker; ties by name. */
    position: integer().notNull().default(0),
    logoId: text("logo_id").references(() => logos.id, { onDelete: "set null" }),
    color: text().notNull().default("#1f5eff"),
    /** How its alerts sound in the inbox (lib/tones), so that a website is told by ear. */
    tone: text({ enum: TONES }).notNull().default(DEFAULT_TONE),
    siteUrl: text("site_url"),
    allowedDomains: text("allowed_domains").array().notNull().default(noText),
    greeting: text().notNull().default(""),
    /** Public key of the department's own snippet. */
    key: text().notNull().unique("departments_key_unique"),
    /** IANA name; hours and holidays are read in it. */
    timeZone: text("time_zone").notNull().default("UTC"),
    /** Null: always open. */
    hours: jsonb().$type<OpeningHours>(),
    holidays: jsonb().$type<Holiday[]>().notNull().default([]),
    strategy: text({ enum: ["automatic", "round_robin", "manual"] })
      .notNull()
      .default("automatic"),
    /** The operator of the visitor's last chat here within so many days comes first, if a candidate; null: no such rule. */
    returningVisitorDays: integer("returning_visitor_days"),
    /** Beyond so many waiting chats, or so many minutes of expected wait, visitors get the offline form; null: no limit. */
    queueLimitChats: integer("queue_limit_chats"),
    queueLimitMinutes: integer("queue_limit_minutes"),
    /** After so many minutes in the queue the visitor is asked whether to go to the other department. */
    overflowDepartmentId: uuid("overflow_department_id").references((): AnyPgColumn => departments.id, {
      onDelete: "set null",
    }),
    overflowAfterMinutes: integer("overflow_after_minutes"),
    /** Where offline messages are mailed to, besides the inbox. */
    offlineEmail: text("offline_email"),
    /** What visitors read when nobody can answer, by language; a language without a text gets the product's own. */
    awayTexts: jsonb("away_texts").$type<Record<string, string>>().notNull().default({}),
    /** The widget behind this department's own snippet; null: as the company's. */
    look: jsonb().$type<WidgetLook>(),
    texts: jsonb().$type<WidgetTexts>(),
    proactive: jsonb().$type<Proactive[]>(),
    /** What its form asks; null: the product's own form. */
    form: jsonb().$type<FormFields>(),
    /** Takes chats only of visitors whose identity is signed. */
    verifiedOnly: boolean("verified_only").notNull().default(false),
    /** Rules of the company that this department sets otherwise; null: the company's value. */
    closeIdle: boolean("close_idle"),
    closeIdleAfterMinutes: integer("close_idle_after_minutes"),
    reassign: boolean(),
    reassignAfterMinutes: integer("reassign_after_minutes"),
    notice: boolean(),
    /** Operators end its chats only with a tag on them; whatever else ends a chat needs none. */
    requiresTag: boolean("requires_tag").notNull().default(false),
    alertAfterMinutes: integer("alert_after_minutes"),
    createdAt: stamp("created_at").notNull().defaultNow(),
    updatedAt: stamp("updated_at").notNull().defaultNow(),
  },
  (t) => [
    index("departments_order_idx").on(t.position, t.name),
    check("departments_close_idle_minutes", sql`${t.closeIdleAfterMinutes} >= 5`),
    check("departments_reassign_minutes", sql`${t.reassignAfterMinutes} >= 1`),
    check("departments_alert_minutes", sql`${t.alertAfterMinutes} >= 1`),
    check("departments_returning_days", sql`${t.returningVisitorDays} >= 1`),
    check("departments_queue_limits", sql`${t.queueLimitChats} >= 0 and ${t.queueLimitMinutes} >= 1`),
    check("departments_overflow_minutes", sql`${t.overflowAfterMinutes} >= 1`),
    check("departments_overflow_elsewhere", sql`${t.overflowDepartmentId} <> ${t.id}`),
  ],
);

/** Who answers for which department, and in which line (1 is asked first). */
export const departmentMembers = pgTable(
  "department_members",
  {
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id, { onDelete: "cascade" }),
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    line: smallint().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.departmentId, t.operatorId] }),
    // "the departments of this operator": asked by every guard
    index("department_members_operator_idx").on(t.operatorId),
    check("department_members_line_positive", sql`${t.line} >= 1`),
  ],
);
