import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, legs } from "@/db/schema";
import { getEventsPage } from "@/lib/chats/queries";
import { testDatabase } from "@/tests/support/database";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { distribute } from "./distribute";

async function chatOf(id: string) {
  const [row] = await (await testDatabase()).select().from(chats).where(eq(chats.id, id));
  if (!row) throw new Error("no chat");
  return row;
}

describe("a waiting chat", () => {
  test("goes to the operator whom the rules name, and says why on its timeline and its leg", async () => {
    const department = await createDepartment();
    const anna = await asThere({ departmentIds: [department.id], name: "Anna" });
    await asThere({ departmentIds: [department.id], name: "Boris", line: 2 });
    const { id, visitor } = await createChat(department);
    expect(await distribute(anna, [department.id])).toEqual({ assigned: 1, reassigned: 0 });
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: anna.actor.operatorId, epoch: 2 });
    const { events } = await getEventsPage(anna.db, anna.actor, id, { after: 0, limit: 10 });
    const assigned = events.at(-1);
    expect(assigned).toMatchObject({ kind: "assigned", data: { operatorName: "Anna" } });
    expect(assigned?.internal?.decision).toMatchObject({
      rule: "line",
      chosen: { name: "Anna", line: 1, load: 0, maxLoad: 5 },
      fell: [{ name: "Boris", by: "line" }],
    });
    const [leg] = await anna.db.select().from(legs).where(eq(legs.chatId, id));
    expect(leg).toMatchObject({ operatorId: anna.actor.operatorId, decision: { rule: "line" }, releasedAt: null });
    const told = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 10 });
    expect(JSON.stringify(told.events)).not.toMatch(/decision|Boris/);
  });

  test("waits while nobody has a slot, and the longest waiting goes first when one is free", async () => {
    const department = await createDepartment();
    const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
    const [first, second, third] = [
      await createChat(department),
      await createChat(department),
      await createChat(department),
    ];
    expect(await distribute(anna, [department.id])).toMatchObject({ assigned: 1 });
    expect((await chatOf(first.id)).operatorId).toBe(anna.actor.operatorId);
    for (const { id } of [second, third]) expect((await chatOf(id)).status).toBe("queued");
    expect(await distribute(anna, [department.id])).toMatchObject({ assigned: 0 });
  });

  test("of two distributions at once, over shared operators, none is assigned twice and no max load is exceeded", async () => {
    const departments = [await createDepartment(), await createDepartment(), await createDepartment()];
    const ids = departments.map(({ id }) => id);
    const people = await Promise.all(
      [1, 2, 3, 4].map((maxLoad) => asThere({ departmentIds: ids, values: { maxLoad } })),
    );
    for (const department of departments) for (let i = 0; i < 5; i++) await createChat(department);
    const [door] = people;
    if (!door) throw new Error("nobody");
    const runs = await Promise.all(ids.flatMap((id) => [distribute(door, [id]), distribute(door, ids)]));
    expect(runs.reduce((sum, { assigned }) => sum + assigned, 0)).toBe(10);
    for (const [index, { actor }] of people.entries()) {
      expect(await door.db.$count(chats, eq(chats.operatorId, actor.operatorId))).toBe(index + 1);
    }
  });
});
