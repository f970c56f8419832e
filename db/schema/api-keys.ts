import { pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ApiScope } from "@/lib/api-keys/rules";
import { operators, visitors } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/** With which somebody else's program calls the public API. A revoked one stays, as what it has begun does. */
export const apiKeys = pgTable("api_keys", {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull(),
  /** SHA-256 of the key, hex: whoever reads the table cannot call. */
  keyHash: text("key_hash").notNull().unique("api_keys_hash_unique"),
  /** How the key begins, to know it again. */
  keyStart: text("key_start").notNull(),
  scopes: text().array().$type<ApiScope[]>().notNull(),
  /** Null: it is good until it is revoked. */
  expiresAt: stamp("expires_at"),
  revokedAt: stamp("revoked_at"),
  /** To the minute. */
  lastUsedAt: stamp("last_used_at"),
  createdById: uuid("created_by_id").references(() => operators.id),
  createdAt: stamp("created_at").notNull().defaultNow(),
});

/** A visitor whom a program speaks for, by the name that it has for them; nobody else's token opens their chats. */
export const externalVisitors = pgTable(
  "external_visitors",
  {
    visitorId: uuid("visitor_id")
      .primaryKey()
      .references(() => visitors.id),
    apiKeyId: uuid("api_key_id")
      .notNull()
      .references(() => apiKeys.id),
    externalId: text("external_id").notNull(),
  },
  // "the visitor whom this key calls so": asked by every start
  (t) => [uniqueIndex("external_visitors_unique").on(t.apiKeyId, t.externalId)],
);
