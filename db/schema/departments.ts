import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
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
    siteUrl: text("site_url"),
    allowedDomains: text("allowed_domains").array().notNull().default(noText),
    greeting: text().notNull().default(""),
    /** Public key of the department's own snippet. */
    key: text().notNull().unique("departments_key_unique"),
    createdAt: stamp("created_at").notNull().defaultNow(),
    updatedAt: stamp("updated_at").notNull().defaultNow(),
  },
  (t) => [index("departments_order_idx").on(t.position, t.name)],
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
