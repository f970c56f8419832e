import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, smallint, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { ReviewPoint, ReviewRemark } from "@/lib/reviews/rules";
import { chats } from "./chats";
import { departments } from "./departments";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** What a chat is judged by: the company's one card, in the order of `position`. */
export const reviewCriteria = pgTable(
  "review_criteria",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** What it means, for whoever judges by it. */
    hint: text().notNull().default(""),
    weight: smallint().notNull().default(1),
    position: smallint().notNull(),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [check("review_criteria_weight", sql`${t.weight} between 1 and 10`)],
);

/** How an operator did in a chat that is over, by somebody who supervises its department: one for each operator and chat. */
export const reviews = pgTable(
  "reviews",
  {
    id: uuid().primaryKey().defaultRandom(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chats.id, { onDelete: "cascade" }),
    /** Of the chat, when it was judged. */
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id, { onDelete: "cascade" }),
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id),
    /** Who judged it last. */
    reviewerId: uuid("reviewer_id")
      .notNull()
      .references(() => operators.id),
    /** With names and weights as they were, so that a change of the card changes no judgement. */
    points: jsonb().$type<ReviewPoint[]>().notNull(),
    /** 0 to 100, of the points by their weights. */
    score: smallint().notNull(),
    comment: text().notNull().default(""),
    /** What is said of single messages, by their `seq`. */
    remarks: jsonb().$type<ReviewRemark[]>().notNull().default([]),
    createdAt: stamp("created_at").notNull().defaultNow(),
    updatedAt: stamp("updated_at").notNull().defaultNow(),
    /** When the operator read it; null: not since it was last changed. */
    readAt: stamp("read_at"),
  },
  (t) => [
    unique("reviews_chat_operator_unique").on(t.chatId, t.operatorId),
    // "how have I, or this colleague, been judged lately"
    index("reviews_operator_idx").on(t.operatorId, t.createdAt.desc()),
    // "how many of my reviews have I not read": asked by every desk that opens
    index("reviews_unread_idx").on(t.operatorId).where(sql`${t.readAt} is null`),
    index("reviews_department_idx").on(t.departmentId, t.createdAt.desc()),
    check("reviews_score_range", sql`${t.score} between 0 and 100`),
  ],
);
