import { describe, expect, test } from "vitest";
import { chats } from "@/db/schema";
import { entriesOf } from "@/tests/support/chat-rows";
import { asOperator, asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { distribute } from "./distribute";
import { dryRun } from "./dry-run";
import { dryRunDto } from "./schemas";

describe("a dry run", () => {
  test("names whom the next chat goes to and why, changes nothing, and the real one does the same", async () => {
    const department = await createDepartment();
    const anna = await asThere({ departmentIds: [department.id], name: "Anna" });
    await asThere({ departmentIds: [department.id], name: "Boris", values: { maxLoad: 0 } });
    await asThere({ departmentIds: [department.id], name: "Clara", line: 2 });
    const supervisor = await asRole("supervisor", department.id);
    const before = await anna.db.$count(chats);
    const dry = dryRunDto.parse(await dryRun(supervisor.db, supervisor.actor, department.id));
    expect(await anna.db.$count(chats)).toBe(before);
    expect(dry).toMatchObject({
      departmentId: department.id,
      state: "open",
      strategy: "automatic",
      waiting: 0,
      place: null,
      isFull: false,
      decision: { rule: "line", chosen: { name: "Anna", load: 0, maxLoad: 5, line: 1 } },
    });
    const fell = Object.fromEntries(dry.decision.fell.map(({ name, by }) => [name, by]));
    expect(fell).toMatchObject({ Boris: "full", Clara: "line" });
    const { id } = await createChat(department);
    await distribute(anna, [department.id]);
    expect((await entriesOf(id)).last?.internal?.decision).toEqual(dry.decision);
  });

  test("says the place and that nobody is chosen, where everybody is full or people accept by themselves", async () => {
    const department = await createDepartment({ strategy: "manual", queueLimitChats: 1 });
    await createChat(department);
    const admin = await asRole("admin");
    expect(await dryRun(admin.db, admin.actor, department.id)).toMatchObject({
      state: "away",
      decision: { rule: "nobody", chosen: null },
      waiting: 1,
      place: 2,
      estimate: null,
      isFull: true,
    });
    await asThere({ departmentIds: [department.id] });
    expect(await dryRun(admin.db, admin.actor, department.id)).toMatchObject({
      state: "open",
      decision: { rule: "manual", chosen: null },
      place: 2,
    });
  });

  test("is an admin's for every department, a supervisor's for their own, and no operator's", async () => {
    const { id } = await createDepartment();
    const ask = async ({ db, actor }: Awaited<ReturnType<typeof asRole>>, departmentId = id) =>
      dryRun(db, actor, departmentId);
    expect(await ask(await asRole("admin"))).toMatchObject({ departmentId: id });
    expect(await ask(await asRole("supervisor", id))).toMatchObject({ departmentId: id });
    await expect(ask(await asRole("supervisor"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask(await asOperator(id))).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask(await asRole("admin"), crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });
});
