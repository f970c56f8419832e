import { asc } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { changeDepartment } from "@/lib/departments/change-department";
import { membersMustReload } from "@/lib/departments/inbox-events";
import { closesCircle } from "@/lib/departments/overflow-circle";
import type { RoutingInput } from "@/lib/departments/routing-schemas";
import { DomainError, notFound } from "@/lib/errors";
import { recheckOpenChats } from "@/lib/settings/recheck-open-chats";

/**
 * Sets how a department gives its chats to operators. It holds from the commit on: what waits is distributed by it, and
 * clocks of open chats that are armed already are set anew by the next tick. Of two admins at once the later one wins.
 * @throws DomainError `forbidden`, `not_found`; `invalid` at `overflowDepartmentId` when that department is gone
 * (`choice`) or would lead in a circle (`overflowCircle`), also when another admin closes the circle at this very moment.
 * Emits `inbox.changed` to the members.
 */
export async function updateRouting(ctx: Context, departmentId: string, input: RoutingInput): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx, emit, touch) => {
    // Before the department is locked: commands on chats lock the chat first and then its department, and in the other
    // order one of the two would die by a deadlock.
    await recheckOpenChats(tx, { departmentId });
    if (input.overflowDepartmentId !== null) await assertOverflow(tx, departmentId, input.overflowDepartmentId);
    await changeDepartment(tx, ctx.actor, departmentId, "department.routing_changed", input);
    touch({ departmentId });
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
  });
}

/** Locks all departments, so that no other overflow is set between this look at them and the commit. */
async function assertOverflow(tx: Transaction, departmentId: string, overflowId: string): Promise<void> {
  const all = await tx
    .select({ id: departments.id, overflowId: departments.overflowDepartmentId })
    .from(departments)
    // In the order that `reorderDepartments` locks them in, too.
    .orderBy(asc(departments.id))
    .for("no key update");
  const overflowOf = new Map(all.map((row) => [row.id, row.overflowId]));
  if (!overflowOf.has(departmentId)) throw notFound();
  if (!overflowOf.has(overflowId)) throw refusedOverflow("choice");
  if (closesCircle(overflowOf, departmentId, overflowId)) throw refusedOverflow("overflowCircle");
}

const refusedOverflow = (problem: string) =>
  new DomainError("invalid", "This overflow is not possible", { fields: { overflowDepartmentId: problem } });
