import { sql } from "drizzle-orm";
import { check, index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** The people who answer, supervise or administer. */
export const operators = pgTable(
  "operators",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** Lower case, as typed otherwise. */
    email: text().notNull(),
    role: text({ enum: ["operator", "supervisor", "admin"] })
      .notNull()
      .default("operator"),
    /** `scrypt$N$r$p$salt$hash`, see lib/auth/password.ts. */
    passwordHash: text("password_hash").notNull(),
    /** The operator's own choice; whether they can be reached is another matter (`lastPulseAt`). */
    intent: text({ enum: ["online", "away", "offline"] })
      .notNull()
      .default("online"),
    lastPulseAt: stamp("last_pulse_at"),
    /** Language of the interface; null follows the browser. */
    locale: text(),
    /** Set: may not sign in, and every session of theirs is refused at its next request. */
    deactivatedAt: stamp("deactivated_at"),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("operators_email_unique").on(sql`lower(${t.email})`),
    check("operators_email_lower", sql`${t.email} = lower(${t.email})`),
  ],
);

/** An offer to become an operator, accepted by a link that works once. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid().primaryKey().defaultRandom(),
    /** SHA-256 of the link's token, hex: whoever reads the table cannot accept. */
    tokenHash: text("token_hash").notNull().unique("invitations_token_unique"),
    email: text().notNull(),
    role: text({ enum: ["operator", "supervisor", "admin"] }).notNull(),
    departmentIds: uuid("department_ids").array().notNull().default(sql`'{}'::uuid[]`),
    invitedById: uuid("invited_by_id").references(() => operators.id, { onDelete: "set null" }),
    createdAt: stamp("created_at").notNull().defaultNow(),
    expiresAt: stamp("expires_at").notNull(),
    acceptedAt: stamp("accepted_at"),
    revokedAt: stamp("revoked_at"),
  },
  (t) => [index("invitations_open_idx").on(t.createdAt).where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`)],
);

/** One signed-in browser of an operator; checked at every request. */
export const authSessions = pgTable(
  "auth_sessions",
  {
    id: uuid().primaryKey().defaultRandom(),
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    /** For the owner's list of sessions; at most 512 characters. */
    userAgent: text("user_agent").notNull().default(""),
    ipAddress: text("ip_address").notNull().default(""),
    createdAt: stamp("created_at").notNull().defaultNow(),
    lastSeenAt: stamp("last_seen_at").notNull().defaultNow(),
    expiresAt: stamp("expires_at").notNull(),
    revokedAt: stamp("revoked_at"),
  },
  (t) => [index("auth_sessions_operator_idx").on(t.operatorId).where(sql`${t.revokedAt} is null`)],
);

/** A person on a website, known only by a token that their browser made. */
export const visitors = pgTable("visitors", {
  id: uuid().primaryKey().defaultRandom(),
  /** SHA-256 of the token, hex. */
  tokenHash: text("token_hash").notNull().unique("visitors_token_unique"),
  locale: text().notNull().default("en"),
  createdAt: stamp("created_at").notNull().defaultNow(),
  lastSeenAt: stamp("last_seen_at").notNull().defaultNow(),
});
