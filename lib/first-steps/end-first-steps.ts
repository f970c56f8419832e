import { sql } from "drizzle-orm";
import { company } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";

/**
 * Takes the first steps out of the way of all admins, done or not. Their page stays where it is.
 * @throws DomainError `forbidden`
 */
export async function endFirstSteps(ctx: Context): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx) => {
    await tx.update(company).set({ firstSteps: sql`${company.firstSteps} || '{"isOver": true}'::jsonb` });
  });
}
