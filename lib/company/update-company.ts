import { company } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import type { CompanyInput } from "@/lib/company/schemas";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { notFound } from "@/lib/errors";

/**
 * Changes name, colour, greeting, allowed domains and time zone of the company. Of two admins at once the later one wins.
 * @throws DomainError `forbidden`, `not_found` before the installation is prepared.
 */
export async function updateCompany(ctx: Context, input: CompanyInput): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx) => {
    const [before] = await tx.select().from(company).for("no key update");
    if (!before) throw notFound();
    await tx.update(company).set(input);
    const note = { action: "company.updated", subjectName: input.name } as const;
    await noteChange(tx, ctx.actor, { ...note, before, after: { ...before, ...input } });
  });
}
