import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { departmentMembers, operators } from "@/db/schema";
import type { RoutingChange } from "@/lib/context";
import { uuidv7 } from "@/lib/ids";
import { asRole, createDepartment, createOperator } from "@/tests/support/factories";
import { listMembers, listOperatorChoices } from "./queries";
import { replaceMembers } from "./replace-members";

/** An admin whose commands tell what is to be distributed anew. */
async function asAdmin() {
  const settled: RoutingChange[] = [];
  const admin = await asRole("admin");
  return { ...admin, settled, settle: async (changes: RoutingChange[]) => void settled.push(...changes) };
}

const told = (...ids: string[]) =>
  ids.map((id) => ({ channel: "operator", id, name: "inbox.changed", data: { reason: "membership" } }));

describe("the members of a department", () => {
  test("become exactly those that are named, with their lines; who came, went or moved is told", async () => {
    const admin = await asAdmin();
    const [department, other] = [await createDepartment(), await createDepartment()];
    const [stays, goes, moves] = [
      await createOperator({ departmentIds: [department.id, other.id] }),
      await createOperator({ departmentIds: [department.id, other.id] }),
      await createOperator({ departmentIds: [department.id] }),
    ];
    const comes = await createOperator();
    const { removedIds } = await replaceMembers(admin, department.id, [
      { operatorId: stays.id, line: 1 },
      { operatorId: moves.id, line: 2 },
      { operatorId: comes.id, line: 9 },
    ]);
    expect(removedIds).toEqual([goes.id]);
    const members = await listMembers(admin.db, department.id);
    expect(new Map(members.map(({ operatorId, line }) => [operatorId, line]))).toEqual(
      new Map([
        [stays.id, 1],
        [moves.id, 2],
        [comes.id, 9],
      ]),
    );
    expect(admin.published.map(({ id }) => id).sort()).toEqual([goes.id, moves.id, comes.id].sort());
    expect(admin.published).toEqual(expect.arrayContaining(told(goes.id, moves.id, comes.id)));
    expect(admin.settled).toEqual([{ departmentId: department.id }]);
    expect((await listMembers(admin.db, other.id)).map(({ operatorId }) => operatorId)).toContain(goes.id);
  });

  test("that are the same as before disturb nobody", async () => {
    const admin = await asAdmin();
    const department = await createDepartment();
    const member = await createOperator({ departmentIds: [department.id] });
    await replaceMembers(admin, department.id, [{ operatorId: member.id, line: 1 }]);
    expect(admin.published).toEqual([]);
    expect(admin.settled).toEqual([]);
  });

  test("keep their place while they are deactivated, and nobody who is can be added", async () => {
    const admin = await asAdmin();
    const department = await createDepartment();
    const [former, gone] = [await createOperator({ departmentIds: [department.id] }), await createOperator()];
    for (const { id } of [former, gone]) {
      await admin.db.update(operators).set({ deactivatedAt: new Date() }).where(eq(operators.id, id));
    }
    await replaceMembers(admin, department.id, [
      { operatorId: gone.id, line: 1 },
      { operatorId: uuidv7(), line: 1 },
    ]);
    const rows = await admin.db
      .select()
      .from(departmentMembers)
      .where(eq(departmentMembers.departmentId, department.id));
    expect(rows).toEqual([{ departmentId: department.id, operatorId: former.id, line: 1 }]);
    expect((await listOperatorChoices(admin.db)).map(({ operatorId }) => operatorId)).not.toContain(gone.id);
  });

  test("are those of one of two admins who save at once, never a mixture", async () => {
    const [one, other] = [await asAdmin(), await asAdmin()];
    const department = await createDepartment();
    const people = await Promise.all([1, 2, 3, 4].map(() => createOperator()));
    const [first, second] = [people.slice(0, 2), people.slice(2)].map((team) =>
      team.map(({ id }) => ({ operatorId: id, line: 1 })),
    );
    await Promise.all([
      replaceMembers(one, department.id, first ?? []),
      replaceMembers(other, department.id, second ?? []),
    ]);
    const ids = (await listMembers(one.db, department.id)).map(({ operatorId }) => operatorId).sort();
    expect([first, second].map((team) => team?.map(({ operatorId }) => operatorId).sort())).toContainEqual(ids);
  });
});
