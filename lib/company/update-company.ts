import { company } from "@/db/schema";
import type { CompanyInput } from "@/lib/company/schemas";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { notFound } from "@/lib/errors";

/**
 * Changes name, colour, greeting and allowed domains of the company. Of two admins at once the later one wins.
 * @throws DomainError `forbidden`, `not_found` before the installation is prepared.
 */
export async function updateCompany(ctx: Context, input: CompanyInput): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx) => {
    const changed = await tx.update(company).set(input).returning({ id: company.id });
    if (changed.length === 0) throw notFound();
  });
}
