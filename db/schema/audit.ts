import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { Changes } from "@/lib/audit/rules";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** Who did what that has to be accounted for. Names no visitor. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: uuid().primaryKey().defaultRandom(),
    action: text().notNull(),
    actorType: text("actor_type", { enum: ["visitor", "operator", "system", "key"] }).notNull(),
    actorId: uuid("actor_id"),
    /** Of the operator or the API key at that time, or of the job; empty for visitors. */
    actorName: text("actor_name").notNull().default(""),
    /** What it was done to: an id. */
    subject: text(),
    /** What it was called then, so that it can be told when it is gone; empty for visitors. */
    subjectName: text("subject_name").notNull().default(""),
    /** Numbers and settings, never texts of people. */
    data: jsonb().$type<Record<string, number | string | boolean>>().notNull().default({}),
    /** Exactly what has become different, field by field. */
    changes: jsonb().$type<Changes>().notNull().default({}),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    // the page of the log, newest first: read backwards
    index("audit_entries_newest_idx").on(t.createdAt, t.id),
    // "what did this operator do", "what happened to this"
    index("audit_entries_actor_idx").on(t.actorId, t.createdAt).where(sql`${t.actorId} is not null`),
    index("audit_entries_subject_idx").on(t.subject, t.createdAt).where(sql`${t.subject} is not null`),
  ],
);

/** After how many days what is over is deleted; null: kept for ever. One row, or none while nothing was ever set. */
export const retentionSettings = pgTable(
  "retention_settings",
  {
    id: smallint().primaryKey().default(1),
    /** Since a chat was closed, or an offline message dealt with. */
    chatsAfterDays: integer("chats_after_days"),
    /** Since a file was sent, unless its chat is open. */
    filesAfterDays: integer("files_after_days"),
    /** Since a visitor was on a page. */
    visitsAfterDays: integer("visits_after_days"),
    auditAfterDays: integer("audit_after_days"),
    updatedAt: stamp("updated_at").notNull().defaultNow(),
  },
  (t) => [
    check("retention_settings_is_single", sql`${t.id} = 1`),
    check(
      "retention_settings_days",
      sql`${t.chatsAfterDays} >= 1 and ${t.filesAfterDays} >= 1 and ${t.visitsAfterDays} >= 1`,
    ),
    // Long enough that nobody wipes out their own traces.
    check("retention_settings_audit_days", sql`${t.auditAfterDays} >= 90`),
  ],
);
