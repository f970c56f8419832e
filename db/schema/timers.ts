import { index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { chats } from "./chats";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** Clocks of a chat; what each does is in lib/timeouts. `recheck` has no clock: the settings that the others follow changed. */
export const TIMER_KINDS = [
  "reassign",
  "idle_warning",
  "idle_close",
  "offer",
  "overflow",
  "abandoned",
  "never_wrote",
  "snooze",
  "recheck",
] as const;

/** An armed deadline; changed in the same transaction as what arms it. A tick takes the due ones. */
export const timers = pgTable(
  "timers",
  {
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id, { onDelete: "cascade" }),
    kind: text({ enum: TIMER_KINDS }).notNull(),
    dueAt: stamp("due_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.chatId, t.kind] }), index("timers_due_idx").on(t.dueAt)],
);
