import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AlertSettings } from "@/lib/alerts/rules";

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
    /** Takes no new chat, keeps the present ones. */
    finishing: boolean().notNull().default(false),
    /** Weights of open, not-held chats that they can have at once. */
    maxLoad: smallint("max_load").notNull().default(5),
    /** Types of channels that they work with. */
    channelTypes: text("channel_types").array().notNull().default(sql`'{web,telegram,email}'::text[]`),
    /** Chats taken from them in a row because they did not react; a reaction sets it back. */
    misses: smallint().notNull().default(0),
    /** Set when missed chats made them Away; cleared by their own next choice. */
    awayByMissesAt: stamp("away_by_misses_at"),
    /** Of all their chats: for who has been without one the longest. */
    lastAssignedAt: stamp("last_assigned_at"),
    lastClosedAt: stamp("last_closed_at"),
    /** What they hear of, and by which means; null: as the product sets it (lib/alerts). */
    alertSettings: jsonb("alert_settings").$type<AlertSettings>(),
    /** Among the pictures of `logos`, which refer to nobody and are deleted with their use; null: their initials. */
    pictureId: text("picture_id"),
    /** Language of the interface; null follows the browser. */
    locale: text(),
    /** Set: may not sign in, and every session of theirs is refused at its next request. */
    deactivatedAt: stamp("deactivated_at"),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("operators_email_unique").on(sql`lower(${t.email})`),
    check("operators_email_lower", sql`${t.email} = lower(${t.email})`),
    check("operators_max_load", sql`${t.maxLoad} >= 0 and ${t.maxLoad} <= 1000`),
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
    /** Until then an inbox of this browser counts as looked at: nothing is pushed to its operator. */
    visibleUntil: stamp("visible_until"),
  },
  (t) => [index("auth_sessions_operator_idx").on(t.operatorId).where(sql`${t.revokedAt} is null`)],
);

/** A person on a website, known only by a token that their browser made. */
export const visitors = pgTable("visitors", {
  id: uuid().primaryKey().defaultRandom(),
  /** SHA-256 of the token, hex. */
  tokenHash: text("token_hash").notNull().unique("visitors_token_unique"),
  /** Who they are by a signed identity: its `sub`. */
  identitySub: text("identity_sub").unique("visitors_identity_sub_unique"),
  locale: text().notNull().default("en"),
  /** As their browser named it (IANA); null: not known. */
  timeZone: text("time_zone"),
  /** ISO 3166, as a proxy of ours told it; null: not known. */
  country: text(),
  createdAt: stamp("created_at").notNull().defaultNow(),
  lastSeenAt: stamp("last_seen_at").notNull().defaultNow(),
  /** They had everything about them erased. The row stays, so that their token opens nothing and makes nobody anew. */
  erasedAt: stamp("erased_at"),
});
