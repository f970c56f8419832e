import { describe, expect, test } from "vitest";
import { channels, WEB_CHANNEL_ID } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, entriesOf, setChat, setOperator } from "@/tests/support/chat-rows";
import { asThere, createChat, createDepartment, startInput } from "@/tests/support/factories";
import { expectSound, overloaded } from "@/tests/support/races";
import { distribute } from "./distribute";

const ownerOf = async (id: string) => (await chatOf(id)).operatorId;
const ruleOf = async (id: string) => (await entriesOf(id)).last?.internal?.decision?.rule;

describe("automatic distribution", () => {
  test("looks at lines, then at open chats without those on hold, then at who has been without a chat the longest", async () => {
    const department = await createDepartment();
    const anna = await asThere({ departmentIds: [department.id], name: "Anna" });
    const boris = await asThere({ departmentIds: [department.id], name: "Boris" });
    const late = new Date(Date.now() - 1000);
    await setOperator(anna.actor.operatorId, { lastClosedAt: late });
    await setOperator(boris.actor.operatorId, { lastClosedAt: new Date(late.getTime() - 60_000) });
    const give = async () => {
      const { id } = await createChat(department);
      await distribute(anna, [department.id]);
      return { id, owner: await ownerOf(id), rule: await ruleOf(id) };
    };
    const first = await give();
    expect(first).toMatchObject({ owner: boris.actor.operatorId, rule: "lastClosed" });
    expect(await give()).toMatchObject({ owner: anna.actor.operatorId, rule: "chats" });
    await holdChat(boris, first.id, true);
    expect(await give()).toMatchObject({ owner: boris.actor.operatorId, rule: "chats" });
  });

  test("counts chats of all departments and channels with their weights, and keeps heavy ones waiting", async () => {
    const [here, elsewhere] = [await createDepartment(), await createDepartment()];
    const anna = await asThere({ departmentIds: [here.id, elsewhere.id], values: { maxLoad: 5 } });
    const heavy = await createChat(elsewhere);
    await setChat(heavy.id, { weight: 3 });
    await distribute(anna, [elsewhere.id]);
    const tooHeavy = await createChat(here);
    await setChat(tooHeavy.id, { weight: 3 });
    const light = await createChat(here);
    await distribute(anna, [here.id]);
    expect(await Promise.all([heavy, tooHeavy, light].map(({ id }) => ownerOf(id)))).toEqual([
      anna.actor.operatorId,
      null,
      anna.actor.operatorId,
    ]);
    expect(await overloaded([anna.actor.operatorId])).toEqual([]);
  });

  test("gives a chat only to those who work with its channel", async () => {
    const department = await createDepartment();
    const anna = await asThere({ departmentIds: [department.id], values: { channelTypes: ["web"] } });
    const { id } = await createChat(department);
    const [telegram] = await anna.db.insert(channels).values({ type: "telegram", name: "Bot" }).returning();
    await setChat(id, { channelId: telegram?.id ?? WEB_CHANNEL_ID });
    await distribute(anna, [department.id]);
    expect(await ownerOf(id)).toBeNull();
    const boris = await asThere({ departmentIds: [department.id], values: { channelTypes: ["telegram"] } });
    await distribute(anna, [department.id]);
    expect(await ownerOf(id)).toBe(boris.actor.operatorId);
  });

  test("of a lowered load takes nothing away, and gives nothing more until there is a slot", async () => {
    const department = await createDepartment();
    const anna = await asThere({ departmentIds: [department.id] });
    const first = await createChat(department);
    await distribute(anna, [department.id]);
    await setOperator(anna.actor.operatorId, { maxLoad: 0 });
    const second = await createChat(department);
    expect(await distribute(anna, [department.id])).toEqual({ assigned: 0, reassigned: 0 });
    expect([await ownerOf(first.id), await ownerOf(second.id)]).toEqual([anna.actor.operatorId, null]);
  });
});

describe("round robin", () => {
  test("goes in turn, whoever has how many chats", async () => {
    const department = await createDepartment({ strategy: "round_robin" });
    const people = [];
    for (let i = 0; i < 3; i++) people.push(await asThere({ departmentIds: [department.id] }));
    const [door] = people;
    if (!door) throw new Error("nobody");
    const owners: (string | null)[] = [];
    for (let i = 0; i < 6; i++) {
      const { id, visitor } = await createChat(department);
      await distribute(door, [department.id]);
      owners.push(await ownerOf(id));
      if (i % 2 === 0) await closeChat(visitor, id);
    }
    expect(new Set(owners.slice(0, 3)).size).toBe(3);
    expect(owners.slice(3)).toEqual(owners.slice(0, 3));
    const everybody = new Set(people.map(({ actor }) => actor.operatorId));
    expect(owners.every((id) => id !== null && everybody.has(id))).toBe(true);
  });
});

describe("manual", () => {
  test("assigns nothing, however many are free", async () => {
    const department = await createDepartment({ strategy: "manual" });
    const anna = await asThere({ departmentIds: [department.id] });
    const { id } = await createChat(department);
    expect(await distribute(anna, [department.id])).toEqual({ assigned: 0, reassigned: 0 });
    await expectSound([id]);
  });
});

describe("a returning visitor", () => {
  async function returning(values: Parameters<typeof createDepartment>[0], daysAgo = 0) {
    const department = await createDepartment(values);
    const anna = await asThere({ departmentIds: [department.id], line: 3 });
    const { id, visitor } = await createChat(department);
    await distribute(anna, [department.id]);
    await closeChat(visitor, id);
    const boris = await asThere({ departmentIds: [department.id], line: 1 });
    await ageChat(id, daysAgo * 24 * 60);
    const again = await startChat(visitor, visitor.token, startInput(department.key), "test browser");
    return { anna, boris, id: again.chat.id, department };
  }

  test("comes to the operator of their last chat there before all lines, where the department says so", async () => {
    const { anna, id, department } = await returning({ returningVisitorDays: 30 });
    await distribute(anna, [department.id]);
    expect([await ownerOf(id), await ruleOf(id)]).toEqual([anna.actor.operatorId, "returning"]);
  });

  test("comes to the lowest line without that option, after those days, or when that operator is no candidate", async () => {
    const scenes = [
      await returning({}),
      await returning({ returningVisitorDays: 7 }, 8),
      await returning({ returningVisitorDays: 7 }),
    ];
    await setOperator(scenes[2]?.anna.actor.operatorId ?? "", { intent: "away" });
    for (const { anna, boris, id, department } of scenes) {
      await distribute(anna, [department.id]);
      expect(await ownerOf(id)).toBe(boris.actor.operatorId);
    }
  });
});
