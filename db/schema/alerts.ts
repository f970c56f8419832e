import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ALERT_CAUSES } from "@/lib/supervision/rules";
import { chats } from "./chats";
import { departments } from "./departments";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/**
 * A visitor waits and nobody answers: told to the supervisors of the department once per cause, wait and owner. Whether it
 * still stands is read from the chat, see lib/supervision/standing-alerts.ts.
 */
export const supervisorAlerts = pgTable(
  "supervisor_alerts",
  {
    id: uuid().primaryKey().defaultRandom(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id, { onDelete: "cascade" }),
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id, { onDelete: "cascade" }),
    cause: text({ enum: ALERT_CAUSES }).notNull(),
    /** Of the chat at that moment, and since when its visitor waits. */
    epoch: integer().notNull(),
    since: stamp("since").notNull(),
    raisedAt: stamp("raised_at").notNull().defaultNow(),
    /** One supervisor has seen to it: acknowledged for all. */
    acknowledgedAt: stamp("acknowledged_at"),
    acknowledgedById: uuid("acknowledged_by_id").references(() => operators.id, { onDelete: "set null" }),
  },
  (t) => [
    uniqueIndex("supervisor_alerts_once").on(t.chatId, t.cause, t.epoch, t.since),
    // Asked when a department is deleted.
    index("supervisor_alerts_department_idx").on(t.departmentId),
    check("supervisor_alerts_acknowledged", sql`${t.acknowledgedById} is null or ${t.acknowledgedAt} is not null`),
  ],
);
