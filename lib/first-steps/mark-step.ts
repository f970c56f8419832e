import { sql } from "drizzle-orm";
import { company } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import type { MarkStepInput } from "./schemas";

/**
 * Notes what an admin says of a first step. Marks of other steps stay, also those that another admin sets at the same
 * moment: the database puts the one into the many.
 * @throws DomainError `forbidden`
 */
export async function markStep(ctx: Context, { step, mark }: MarkStepInput): Promise<void> {
  assertManagesDepartments(ctx.actor);
  const marks = sql`coalesce(${company.firstSteps} -> 'marks', '{}'::jsonb) || jsonb_build_object(${step}::text, ${mark}::text)`;
  await commit(ctx, async (tx) => {
    await tx.update(company).set({ firstSteps: sql`${company.firstSteps} || jsonb_build_object('marks', ${marks})` });
  });
}
