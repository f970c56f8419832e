import { and, isNull, or, sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { API_KEYS_MAX } from "./rules";
import type { ApiKeyInput } from "./schemas";
import { newApiKey } from "./token";

/**
 * Makes a key and gives it: nobody reads it back later.
 * @throws DomainError `forbidden`; `invalid` at `name` when there are too many
 */
export async function createApiKey(
  ctx: Context,
  { name, scopes, expiresInDays }: ApiKeyInput,
): Promise<{ id: string; key: string }> {
  const { actor } = ctx;
  assertAdmin(actor);
  const { key, stored } = newApiKey();
  return commit(ctx, async (tx) => {
    const inUse = and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), sql`${apiKeys.expiresAt} > now()`));
    if ((await tx.$count(apiKeys, inUse)) >= API_KEYS_MAX) {
      throw new DomainError("invalid", "There are too many keys", { fields: { name: `tooMany:${API_KEYS_MAX}` } });
    }
    const expiresAt = expiresInDays === null ? null : sql`now() + make_interval(days => ${expiresInDays})`;
    const [made] = await tx
      .insert(apiKeys)
      .values({ name, scopes, ...stored, expiresAt, createdById: actor.operatorId })
      .returning({ id: apiKeys.id });
    if (!made) throw new Error("no key was made");
    const after = { name, scopes, expiresInDays };
    await noteChange(tx, actor, {
      action: "api_key.created",
      subject: made.id,
      subjectName: name,
      before: null,
      after,
    });
    return { id: made.id, key };
  });
}
