import { eq, sql } from "drizzle-orm";
import { departments } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { membersMustReload } from "@/lib/departments/inbox-events";
import { notFound } from "@/lib/errors";
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
    const changed = await tx
      .update(departments)
      .set({ timeZone, hours, holidays, updatedAt: sql`now()` })
      .where(eq(departments.id, departmentId))
      .returning({ id: departments.id });
    if (changed.length === 0) throw notFound();
    touch({ departmentId });
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
  });
}
