import { sql } from "drizzle-orm";
import { check, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { REPLY_SCOPES } from "@/lib/replies/schemas";
import { departments } from "./departments";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** A text that operators send again and again: one operator's, a department's, or the company's. */
export const cannedReplies = pgTable(
  "canned_replies",
  {
    /** Chosen by the browser, so that a repeated request makes no second one. */
    id: uuid().primaryKey(),
    scope: text({ enum: REPLY_SCOPES }).notNull(),
    operatorId: uuid("operator_id").references(() => operators.id, { onDelete: "cascade" }),
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "cascade" }),
    title: text().notNull(),
    body: text().notNull(),
    createdAt: stamp("created_at").notNull().defaultNow(),
    updatedAt: stamp("updated_at").notNull().defaultNow(),
  },
  (t) => [
    // "what may I send here"
    index("canned_replies_operator_idx").on(t.operatorId).where(sql`${t.operatorId} is not null`),
    index("canned_replies_department_idx").on(t.departmentId).where(sql`${t.departmentId} is not null`),
    check("canned_replies_personal_has_operator", sql`(${t.scope} = 'personal') = (${t.operatorId} is not null)`),
    check("canned_replies_department_is_known", sql`(${t.scope} = 'department') = (${t.departmentId} is not null)`),
  ],
);
