import { and, eq, isNull, sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema";
import { noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";

/** Ends a key for good; what it has begun stays. @throws DomainError `forbidden`, `not_found` (also for a revoked one) */
export async function revokeApiKey(ctx: Context, id: string): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    const [revoked] = await tx
      .update(apiKeys)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning({ name: apiKeys.name });
    if (!revoked) throw notFound();
    await noteEntry(tx, ctx.actor, { action: "api_key.revoked", subject: id, subjectName: revoked.name });
  });
}
