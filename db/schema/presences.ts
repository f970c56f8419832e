import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { Identity } from "@/lib/identity/schemas";
import { departments } from "./departments";
import { operators, visitors } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Where a browser that has begun a chat at some time is at this moment. Written by its pulse, deleted within the hour in
 * which it is gone: a list of who is here, and no history.
 */
export const visitorPresences = pgTable(
  "visitor_presences",
  {
    visitorId: uuid("visitor_id")
      .primaryKey()
      .references(() => visitors.id, { onDelete: "cascade" }),
    /** Whose snippet the page has; null: the company's. */
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "cascade" }),
    /** Without its query. */
    pageUrl: text("page_url").notNull(),
    pageTitle: text("page_title"),
    referrer: text(),
    userAgent: text("user_agent").notNull().default(""),
    /** For whom their site vouched at the last pulse. */
    identity: jsonb().$type<Identity>(),
    /** Of the address, with a secret of this installation (lib/visitors/address-hash.ts); empty: not known. */
    addressHash: text("address_hash").notNull().default(""),
    /** Pages since they came. */
    pages: integer().notNull().default(1),
    arrivedAt: stamp("arrived_at").notNull().defaultNow(),
    pageSince: stamp("page_since").notNull().defaultNow(),
    seenAt: stamp("seen_at").notNull().defaultNow(),
    /** The page said that it goes; a pulse after that is of another one. */
    leftAt: stamp("left_at"),
  },
  // "who is here", and "who has been gone for long"
  (t) => [index("visitor_presences_seen_idx").on(t.seenAt)],
);

/** Somebody whose chats, messages and files are refused. Company-wide; stays until it ends or somebody lifts it. */
export const visitorBlocks = pgTable(
  "visitor_blocks",
  {
    id: uuid().primaryKey().defaultRandom(),
    visitorId: uuid("visitor_id")
      .notNull()
      .references(() => visitors.id),
    /** SHA-256 of the identity by which a site knows them: the block holds also after they had themselves erased. */
    identityHash: text("identity_hash"),
    /** Of the address they came from, with a secret; null once its hours are over. */
    addressHash: text("address_hash"),
    addressUntil: stamp("address_until"),
    /** What the list of blocks shows; empty once the visitor was erased. */
    visitorName: text("visitor_name").notNull().default(""),
    reason: text().notNull().default(""),
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "set null" }),
    createdById: uuid("created_by_id")
      .notNull()
      .references(() => operators.id),
    createdAt: stamp("created_at").notNull().defaultNow(),
    /** Null: for good. */
    until: stamp("until"),
    liftedAt: stamp("lifted_at"),
    liftedById: uuid("lifted_by_id").references(() => operators.id),
  },
  (t) => [
    // "is this one blocked": asked by every start, offline message and reopening
    index("visitor_blocks_visitor_idx").on(t.visitorId),
    index("visitor_blocks_identity_idx").on(t.identityHash).where(sql`${t.identityHash} is not null`),
    index("visitor_blocks_address_idx").on(t.addressHash).where(sql`${t.addressHash} is not null`),
    index("visitor_blocks_created_idx").on(t.createdAt.desc()),
    check("visitor_blocks_lifted_by_somebody", sql`(${t.liftedAt} is null) = (${t.liftedById} is null)`),
    check("visitor_blocks_address_has_end", sql`${t.addressHash} is null or ${t.addressUntil} is not null`),
  ],
);
