import { asc, sql } from "drizzle-orm";
import { departments } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { membersMustReload } from "@/lib/departments/inbox-events";
import { isCompleteOrder } from "@/lib/departments/rules";
import { DomainError } from "@/lib/errors";

/**
 * Puts the departments in the order of `departmentIds`, which names every one of them.
 * @throws DomainError `forbidden`, `conflict` when the list is stale: somebody made or deleted a department meanwhile.
 * Emits `inbox.changed` to the members of all departments.
 */
export async function reorderDepartments(ctx: Context, departmentIds: string[]): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx, emit) => {
    // Locked in one order, so that two reorders wait for each other instead of mixing. A chat that starts meanwhile waits
    // for the moment this takes, and an open one goes on.
    const stored = await tx
      .select({ id: departments.id, name: departments.name, position: departments.position })
      .from(departments)
      .orderBy(asc(departments.id))
      .for("no key update");
    const storedIds = stored.map(({ id }) => id);
    if (!isCompleteOrder(storedIds, departmentIds)) {
      throw new DomainError("conflict", "The list of departments has changed meanwhile");
    }
    if (departmentIds.length === 0) return;
    const rows = departmentIds.map((id, position) => sql`(${id}::uuid, ${position}::int)`);
    await tx
      .update(departments)
      .set({ position: sql`wanted.position` })
      .from(sql`(values ${sql.join(rows, sql`, `)}) as wanted (id, position)`)
      .where(sql`${departments.id} = wanted.id`);
    const inOrder = [...stored].sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
    const before = { order: inOrder.map(({ id }) => id) };
    await noteChange(tx, ctx.actor, { action: "department.reordered", before, after: { order: departmentIds } });
    for (const event of await membersMustReload(tx)) emit(event);
  });
}
