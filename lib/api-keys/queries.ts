import { and, desc, eq, isNull, or, sql } from "drizzle-orm";
import { apiKeys, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { databaseNow } from "@/lib/chats/lock-chat";
import { type ApiScope, apiKeyState } from "./rules";
import type { ApiKeyDto } from "./schemas";

/** Rows of the list: revoked and expired ones pile up, and are of less and less interest. */
const LIST_MAX = 200;

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** All keys, those in use first, each group newest first. */
export async function listApiKeys(db: Db): Promise<ApiKeyDto[]> {
  const now = await databaseNow(db);
  const found = await db
    .select({ key: apiKeys, createdBy: operators.name })
    .from(apiKeys)
    .leftJoin(operators, eq(operators.id, apiKeys.createdById))
    .orderBy(sql`${apiKeys.revokedAt} is not null`, desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(LIST_MAX);
  return found.map(({ key, createdBy }) => ({
    id: key.id,
    name: key.name,
    keyStart: key.keyStart,
    scopes: key.scopes,
    state: apiKeyState(key, now),
    expiresAt: iso(key.expiresAt),
    lastUsedAt: iso(key.lastUsedAt),
    createdAt: key.createdAt.toISOString(),
    createdBy,
  }));
}

export type UsableKey = { id: string; name: string; scopes: ApiScope[]; isStale: boolean };

/** The key behind a hash. Null for an unknown, a revoked and an expired one alike. `isStale`: its use is to be noted. */
export async function findUsableKey(db: Db, keyHash: string): Promise<UsableKey | null> {
  const { id, name, scopes, lastUsedAt, expiresAt, revokedAt } = apiKeys;
  const isStale = sql<boolean>`coalesce(${lastUsedAt} < now() - interval '1 minute', true)`;
  const [found] = await db
    .select({ id, name, scopes, isStale })
    .from(apiKeys)
    .where(and(eq(apiKeys.keyHash, keyHash), isNull(revokedAt), or(isNull(expiresAt), sql`${expiresAt} > now()`)));
  return found ?? null;
}
