import { index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { departments } from "./departments";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Where a snippet is installed, as the loader's own requests tell: sites, and nothing about who visits them.
 * At most `ORIGINS_PER_KEY_MAX` (lib/installs/rules.ts) per key.
 */
export const snippetSightings = pgTable(
  "snippet_sightings",
  {
    key: text().notNull(),
    /** `https://example.com`; empty for pages that keep their address to themselves. */
    origin: text().notNull(),
    /** Path of the page that was seen last, where it said so. */
    path: text(),
    firstSeenAt: stamp("first_seen_at").notNull().defaultNow(),
    lastSeenAt: stamp("last_seen_at").notNull().defaultNow(),
    /** What the loader itself has reported, where, and when last. */
    problem: text({ enum: ["twice", "blocked"] }),
    problemPath: text("problem_path"),
    problemAt: stamp("problem_at"),
  },
  (t) => [primaryKey({ columns: [t.key, t.origin] })],
);

/** Keys that a snippet had before, so that a page which still carries one can be found. */
export const retiredKeys = pgTable(
  "retired_keys",
  {
    key: text().primaryKey(),
    /** Null: it was the company's. */
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "cascade" }),
    retiredAt: stamp("retired_at").notNull().defaultNow(),
  },
  (t) => [index("retired_keys_department_idx").on(t.departmentId)],
);
