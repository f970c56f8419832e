import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { changeDepartment } from "@/lib/departments/change-department";
import { membersMustReload } from "@/lib/departments/inbox-events";
import type { DepartmentFlagInput, DepartmentInput } from "@/lib/departments/schemas";

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
    await changeDepartment(tx, ctx.actor, departmentId, "department.updated", input);
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
  });
}
