import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { changeDepartment } from "@/lib/departments/change-department";
import { membersMustReload } from "@/lib/departments/inbox-events";
import type { Tone } from "@/lib/tones/rules";

/**
 * Chooses how alerts of a department sound in its operators' inboxes.
 * @throws DomainError `forbidden`, `not_found`.
 * Emits `inbox.changed` to the members.
 */
export async function setDepartmentTone(ctx: Context, departmentId: string, tone: Tone): Promise<{ tone: Tone }> {
  assertManagesDepartments(ctx.actor);
  return commit(ctx, async (tx, emit) => {
    await changeDepartment(tx, ctx.actor, departmentId, "department.tone_changed", { tone });
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
    return { tone };
  });
}
