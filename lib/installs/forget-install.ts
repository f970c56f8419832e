import { and, eq } from "drizzle-orm";
import { snippetSightings } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import type { ForgetInstallInput } from "./schemas";

/**
 * Forgets a site, such as one that was mended or that is gone. It comes back with its next visitor if it still carries
 * the snippet. Forgetting twice changes nothing.
 * @throws DomainError `forbidden`
 */
export async function forgetInstall(ctx: Context, { key, origin }: ForgetInstallInput): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx) => {
    await tx.delete(snippetSightings).where(and(eq(snippetSightings.key, key), eq(snippetSightings.origin, origin)));
  });
}
