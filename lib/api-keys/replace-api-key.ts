import { and, eq, isNull } from "drizzle-orm";
import { apiKeys } from "@/db/schema";
import { noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { newApiKey } from "./token";

/**
 * Gives another key for the same program, which keeps its scopes, its end and the chats that it has begun. The one before
 * is dead at once.
 * @throws DomainError `forbidden`, `not_found` (also for a revoked one)
 */
export async function replaceApiKey(ctx: Context, id: string): Promise<{ key: string }> {
  assertAdmin(ctx.actor);
  const { key, stored } = newApiKey();
  await commit(ctx, async (tx) => {
    const [changed] = await tx
      .update(apiKeys)
      .set(stored)
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning({ name: apiKeys.name });
    if (!changed) throw notFound();
    await noteEntry(tx, ctx.actor, { action: "api_key.replaced", subject: id, subjectName: changed.name });
  });
  return { key };
}
