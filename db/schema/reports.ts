import {
  bigint,
  bigserial,
  customType,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { departments } from "./departments";
import { operators } from "./people";

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (value) => new Uint8Array(value),
});

/**
 * What reports need of the legs that began in a department on one day of UTC, packed (lib/reports/days/pack.ts). Made of
 * legs and chats by a job and by nobody else; a day without a row, or with a row in `reportChanges`, is read from them.
 */
export const reportDays = pgTable(
  "report_days",
  {
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id, { onDelete: "cascade" }),
    day: date({ mode: "string" }).notNull(),
    legs: integer().notNull(),
    facts: bytea().notNull(),
    /** What the facts are in sum (`packSum`); null where they were packed before there were sums. */
    sum: bytea(),
    builtAt: timestamp("built_at", { withTimezone: true }).notNull().defaultNow(),
    /** Greater with each packing (a trigger); null where a day was packed before there were months. */
    revision: bigint({ mode: "number" }),
  },
  (t) => [primaryKey({ columns: [t.departmentId, t.day] })],
);

/**
 * Packed days of a department of one month of UTC, added up (lib/reports/months/pack-month.ts), by parts of which a report
 * reads those that it needs. It says what its days say as long as none of them has a row in `reportChanges`, and
 * `revision` is the sum of theirs: a day that is packed anew makes that greater.
 */
export const reportMonths = pgTable(
  "report_months",
  {
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id, { onDelete: "cascade" }),
    /** Its first day. */
    month: date({ mode: "string" }).notNull(),
    revision: bigint({ mode: "number" }).notNull(),
    /** IANA name, of which `days` and `hours` are: the company's, or the department's where the company has none. */
    zone: text().notNull(),
    /** Null, like all other parts, where a day is packed in a layout that the job did not know. */
    chats: bytea(),
    sum: bytea(),
    bars: bytea(),
    operators: bytea(),
    channels: bytea(),
    days: bytea(),
    hours: bytea(),
    builtAt: timestamp("built_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.departmentId, t.month] })],
);

/**
 * Days that are over and of which a leg or a chat has changed since: written by triggers in the transaction of the change,
 * taken away by the job in the transaction that packs the day anew. Rows are only added, so nobody waits for anybody.
 */
export const reportChanges = pgTable(
  "report_changes",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id, { onDelete: "cascade" }),
    day: date({ mode: "string" }).notNull(),
  },
  // "has this day changed": asked of each day of a report
  (t) => [index("report_changes_day_idx").on(t.departmentId, t.day)],
);

/** What a department was for its visitors: somebody at work, in its hours but nobody at work, or closed. */
export const DEPARTMENT_STATES = ["online", "nobody", "closed"] as const;

/** Since when a department has been so; a row for each change, told to the minute by a job. */
export const departmentStates = pgTable(
  "department_states",
  {
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id, { onDelete: "cascade" }),
    since: timestamp("since", { withTimezone: true }).notNull(),
    state: text({ enum: DEPARTMENT_STATES }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.departmentId, t.since] })],
);

/** What an operator was for new chats: taking them, there without taking any, or not to be reached. */
export const OPERATOR_STATES = ["there", "away", "gone"] as const;

/** Since when an operator has been so; a row for each change, told to the minute by a job. */
export const operatorStates = pgTable(
  "operator_states",
  {
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    since: timestamp("since", { withTimezone: true }).notNull(),
    state: text({ enum: OPERATOR_STATES }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.operatorId, t.since] })],
);
