import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Decision } from "@/lib/routing/rules";
import { chats } from "./chats";
import { departments } from "./departments";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

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
    /** Seconds of waiting that the visitor was told when the leg began; null: nothing was promised. */
    promisedSeconds: integer("promised_seconds"),
    /** Why this operator. */
    decision: jsonb().$type<Decision>(),
    /** First `seq` of the present owner, and the first one that is no longer theirs. */
    fromSeq: integer("from_seq").notNull(),
    toSeq: integer("to_seq"),
    /** Chats that the operator had when they got this one, with it; kept by a trigger. Null: nobody, or of before it was kept. */
    chatsAtOnce: smallint("chats_at_once"),
    /** Place in the queue at which the visitor left, 1 is next; kept by a trigger. Null: they did not leave, or of before. */
    leftAtPlace: smallint("left_at_place"),
  },
  (t) => [
    uniqueIndex("legs_one_open_per_chat").on(t.chatId).where(sql`${t.releasedAt} is null`),
    // Last legs of a department: what the estimate of waiting is made of.
    index("legs_recent_idx")
      .on(t.departmentId, t.releasedAt.desc())
      .where(sql`${t.assignedAt} is not null and ${t.releasedAt} is not null`),
    // "what came to this department in this time": read with every look at the board, and by reports
    index("legs_department_idx").on(t.departmentId, t.queuedAt),
    // "what was before and after this leg": asked by reports of chats that have several
    index("legs_chat_idx").on(t.chatId, t.fromSeq),
    check("legs_assigned_has_operator", sql`(${t.assignedAt} is null) = (${t.operatorId} is null)`),
    check("legs_released_has_reason", sql`(${t.releasedAt} is null) = (${t.reason} is null)`),
    check("legs_released_has_end", sql`(${t.releasedAt} is null) = (${t.toSeq} is null)`),
  ],
);
