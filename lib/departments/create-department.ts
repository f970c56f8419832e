import { sql } from "drizzle-orm";
import { departmentMembers, departments } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { departmentsChanged } from "@/lib/departments/inbox-events";
import { KEY_BYTES } from "@/lib/departments/rules";
import type { DepartmentInput } from "@/lib/departments/schemas";
import { randomToken } from "@/lib/ids";
import type { Picture } from "@/lib/logos/re-encode-logo";
import { storeLogo } from "@/lib/logos/store-logo";

/**
 * Makes a department, last in order, with a fresh key. The admin who makes it becomes a member in line 1, so that its
 * first chat reaches somebody.
 * @throws DomainError `forbidden`.
 * Emits `inbox.changed` to that admin.
 */
export async function createDepartment(
  ctx: Context,
  input: DepartmentInput,
  logo: Picture | null = null,
): Promise<{ id: string; key: string }> {
  const { actor } = ctx;
  assertManagesDepartments(actor);
  return commit(ctx, async (tx, emit) => {
    const logoId = logo && (await storeLogo(tx, logo));
    const position = sql<number>`(select coalesce(max(${departments.position}), -1) + 1 from ${departments})`;
    const [created] = await tx
      .insert(departments)
      .values({ ...input, logoId, position, key: randomToken(KEY_BYTES) })
      .returning();
    if (!created) throw new Error("insert into departments returned nothing");
    await tx.insert(departmentMembers).values({ departmentId: created.id, operatorId: actor.operatorId, line: 1 });
    const { id, key, name } = created;
    const after = { ...input, logoId, members: { [actor.operatorId]: 1 } };
    await noteChange(tx, actor, { action: "department.created", subject: id, subjectName: name, before: null, after });
    for (const event of departmentsChanged([actor.operatorId])) emit(event);
    return { id, key };
  });
}
