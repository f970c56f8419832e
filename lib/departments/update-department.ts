import { eq, sql } from "drizzle-orm";
import { departments } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { membersMustReload } from "@/lib/departments/inbox-events";
import type { DepartmentFlagInput, DepartmentInput } from "@/lib/departments/schemas";
import { notFound } from "@/lib/errors";

/**
 * Changes what the form holds, or only one flag. Of two admins at once the later one wins; logo, key
 * and order are not part of it, so that neither can undo those of the other.
 * @throws DomainError `forbidden`, `not_found`.
 * Emits `inbox.changed` to the members.
 */
export async function updateDepartment(
  ctx: Context,
  departmentId: string,
  input: DepartmentInput | DepartmentFlagInput,
): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx, emit) => {
    const changed = await tx
      .update(departments)
      .set({ ...input, updatedAt: sql`now()` })
      .where(eq(departments.id, departmentId))
      .returning({ id: departments.id });
    if (changed.length === 0) throw notFound();
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
  });
}
