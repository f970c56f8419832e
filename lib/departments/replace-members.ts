import { and, asc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { departmentMembers, departments, operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import type { DepartmentMembersInput } from "@/lib/departments/routing-schemas";
import { notFound } from "@/lib/errors";

type Members = Map<string, number>;

/**
 * Makes `members` the only active members of a department. Memberships of deactivated operators stay for the day they
 * come back; who was deactivated meanwhile is left out. Of two admins at once the later one wins.
 * @throws DomainError `forbidden`, `not_found`.
 * Emits `inbox.changed` to those who came, went, or changed their line, and returns who went: the caller cuts their
 * realtime connections, which were authorised before.
 */
export async function replaceMembers(
  ctx: Context,
  departmentId: string,
  members: DepartmentMembersInput,
): Promise<{ removedIds: string[] }> {
  assertManagesDepartments(ctx.actor);
  return commit(ctx, async (tx, emit, touch) => {
    const [locked] = await tx
      .select({ name: departments.name })
      .from(departments)
      .where(eq(departments.id, departmentId))
      .for("no key update");
    if (!locked) throw notFound();
    const before = await readActive(tx, departmentId);
    await write(tx, departmentId, members);
    const after = await readActive(tx, departmentId);
    const changedIds = [...new Set([...before.keys(), ...after.keys()])].filter(
      (id) => before.get(id) !== after.get(id),
    );
    for (const id of changedIds) {
      emit({ channel: "operator", id, name: "inbox.changed", data: { reason: "membership" } });
    }
    await noteChange(tx, ctx.actor, {
      action: "department.members_changed",
      subject: departmentId,
      subjectName: locked.name,
      before: { members: Object.fromEntries(before) },
      after: { members: Object.fromEntries(after) },
    });
    if (changedIds.length > 0) touch({ departmentId });
    return { removedIds: changedIds.filter((id) => !after.has(id)) };
  });
}

async function readActive(tx: Transaction, departmentId: string): Promise<Members> {
  const rows = await tx
    .select({ operatorId: departmentMembers.operatorId, line: departmentMembers.line })
    .from(departmentMembers)
    .innerJoin(operators, eq(operators.id, departmentMembers.operatorId))
    .where(and(eq(departmentMembers.departmentId, departmentId), isNull(operators.deactivatedAt)));
  return new Map(rows.map(({ operatorId, line }) => [operatorId, line]));
}

async function write(tx: Transaction, departmentId: string, members: DepartmentMembersInput): Promise<void> {
  const { departmentId: department, operatorId } = departmentMembers;
  const wantedIds = members.map((member) => member.operatorId);
  const active = tx.select({ id: operators.id }).from(operators).where(isNull(operators.deactivatedAt));
  await tx
    .delete(departmentMembers)
    .where(
      and(
        eq(department, departmentId),
        inArray(operatorId, active),
        wantedIds.length > 0 ? notInArray(operatorId, wantedIds) : undefined,
      ),
    );
  if (wantedIds.length === 0) return;
  const known = await tx
    .select({ id: operators.id })
    .from(operators)
    .where(and(inArray(operators.id, wantedIds), isNull(operators.deactivatedAt)))
    .orderBy(asc(operators.id));
  const lines = new Map(members.map((member) => [member.operatorId, member.line]));
  const rows = known.map(({ id }) => ({ departmentId, operatorId: id, line: lines.get(id) ?? 1 }));
  if (rows.length === 0) return;
  await tx
    .insert(departmentMembers)
    .values(rows)
    .onConflictDoUpdate({ target: [department, operatorId], set: { line: sql`excluded.line` } });
}
