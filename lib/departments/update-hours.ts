import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { changeDepartment } from "@/lib/departments/change-department";
import { membersMustReload } from "@/lib/departments/inbox-events";
import type { ScheduleInput } from "@/lib/hours/schemas";
import { recheckOpenChats } from "@/lib/settings/recheck-open-chats";

/**
 * Sets time zone, hours and holidays of a department. Of two admins at once the later one wins. Clocks of open chats,
 * which stand still while the department is closed, are set anew by the next tick.
 * @throws DomainError `forbidden`, `not_found`.
 * Emits `inbox.changed` to the members.
 */
export async function updateHours(ctx: Context, departmentId: string, schedule: ScheduleInput): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx, emit, touch) => {
    // Before the department is locked, as in `updateRouting`.
    await recheckOpenChats(tx, { departmentId });
    const { timeZone, hours, holidays } = schedule;
    const change = { timeZone, hours, holidays };
    await changeDepartment(tx, ctx.actor, departmentId, "department.hours_changed", change);
    touch({ departmentId });
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
  });
}
