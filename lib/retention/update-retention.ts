import { sql } from "drizzle-orm";
import { retentionSettings } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertAdmin } from "@/lib/operators/access";
import { columns } from "./queries";
import type { RetentionInput } from "./schemas";

/**
 * Sets how long what is over is kept. A run that deletes at this moment ends its batch first, and goes on by the new
 * settings.
 * @throws DomainError `forbidden`
 */
export async function updateRetention(ctx: Context, input: RetentionInput): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    await tx.insert(retentionSettings).values({ id: 1 }).onConflictDoNothing();
    const [before] = await tx.select(columns).from(retentionSettings).for("update");
    await tx.update(retentionSettings).set({ ...input, updatedAt: sql`now()` });
    await noteChange(tx, ctx.actor, { action: "retention.updated", before: before ?? null, after: input });
  });
}
