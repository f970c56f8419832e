import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { deactivateOperator } from "@/lib/operators/deactivate-operator";
import { heardOfBefore, setChat, setOperator } from "@/tests/support/chat-rows";
import { asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { Roster } from "./roster";
import { isAvailable, type OperatorFacts } from "./rules";

type There = Awaited<ReturnType<typeof asThere>>;

async function factsOf({ db, actor }: There, departmentId: string): Promise<OperatorFacts | undefined> {
  const roster = await Roster.read(db, [departmentId]);
  return roster.of(departmentId).find(({ operatorId }) => operatorId === actor.operatorId);
}

describe("an operator, as the choice sees them", () => {
  test("is reachable for a minute after the last sign of life, from whatever tab, and not without any", async () => {
    const { id } = await createDepartment();
    const anna = await asThere({ departmentIds: [id] });
    const isReachable = async () => (await factsOf(anna, id))?.isReachable;
    expect(await isReachable()).toBe(true);
    await heardOfBefore(anna.actor.operatorId, 45);
    expect(await isReachable()).toBe(true);
    await heardOfBefore(anna.actor.operatorId, 60);
    expect(await isReachable()).toBe(false);
    await setOperator(anna.actor.operatorId, { lastPulseAt: null });
    expect(await isReachable()).toBe(false);
  });

  test("keeps their choice while the connection is lost: the two are never mixed", async () => {
    const { id } = await createDepartment();
    const anna = await asThere({ departmentIds: [id] });
    await heardOfBefore(anna.actor.operatorId, 300);
    expect(await factsOf(anna, id)).toMatchObject({ intent: "online", isReachable: false, finishing: false });
    await heardOfBefore(anna.actor.operatorId, 1);
    await setOperator(anna.actor.operatorId, { intent: "away", finishing: true });
    expect(await factsOf(anna, id)).toMatchObject({ intent: "away", isReachable: true, finishing: true });
  });

  test("has the load of their open chats in all departments by weight, without those that wait, are held or closed", async () => {
    const [here, there] = [await createDepartment(), await createDepartment()];
    const anna = await asThere({ departmentIds: [here.id, there.id] });
    const chats = await Promise.all([here, there, here, there, here].map((department) => createChat(department)));
    const [heavy, light, held, closed] = chats;
    for (const { id } of chats.slice(0, 4)) await claimChat(anna, id);
    await setChat(heavy?.id ?? "", { weight: 3 });
    await holdChat(anna, held?.id ?? "", true);
    await closeChat(anna, closed?.id ?? "");
    expect(await factsOf(anna, here.id)).toMatchObject({ load: 4, openChats: 2 });
    expect(await factsOf(anna, there.id)).toMatchObject({ load: 4, openChats: 2 });
    await closeChat(anna, light?.id ?? "");
    expect(await factsOf(anna, here.id)).toMatchObject({ load: 3, openChats: 1 });
    await holdChat(anna, held?.id ?? "", false);
    expect(await factsOf(anna, here.id)).toMatchObject({ load: 4, openChats: 2 });
  });

  test("is in the line of that department, and in none where they are no member", async () => {
    const [here, there] = [await createDepartment(), await createDepartment()];
    const anna = await asThere({ departmentIds: [here.id], line: 3 });
    expect(await factsOf(anna, here.id)).toMatchObject({ line: 3 });
    expect(await factsOf(anna, there.id)).toBeUndefined();
  });

  test("remembers when they were last given a chat and when their last one left them; at first neither", async () => {
    const department = await createDepartment();
    const anna = await asThere({ departmentIds: [department.id] });
    expect(await factsOf(anna, department.id)).toMatchObject({ lastAssignedAt: null, lastClosedAt: null });
    const { id } = await createChat(department);
    await claimChat(anna, id);
    expect(await factsOf(anna, department.id)).toMatchObject({
      lastAssignedAt: expect.any(Number),
      lastClosedAt: null,
    });
    await closeChat(anna, id);
    expect(await factsOf(anna, department.id)).toMatchObject({ lastClosedAt: expect.any(Number) });
  });

  test("is among the available ones exactly when the rules say so", async () => {
    const { id } = await createDepartment();
    const anna = await asThere({ departmentIds: [id] });
    const [now, longAgo] = [new Date(), new Date(Date.now() - 600_000)];
    let available = 0;
    for (const deactivatedAt of [null, longAgo]) {
      for (const intent of ["online", "away", "offline"] as const) {
        for (const finishing of [false, true]) {
          for (const lastPulseAt of [now, longAgo, null]) {
            await setOperator(anna.actor.operatorId, { deactivatedAt, intent, finishing, lastPulseAt });
            const asked = (await Roster.readAvailable(anna.db, [id])).of(id);
            expect(asked).toEqual((await Roster.read(anna.db, [id])).of(id).filter(isAvailable));
            available += asked.length;
          }
        }
      }
    }
    expect(available).toBe(1);
  });

  test("is inactive from the moment of their deactivation", async () => {
    const { id } = await createDepartment();
    const anna = await asThere({ departmentIds: [id] });
    await deactivateOperator(await asRole("admin"), anna.actor.operatorId);
    expect(await factsOf(anna, id)).toMatchObject({ isActive: false, isReachable: false });
  });
});

describe("for several choices in a row", () => {
  test("what was assigned meanwhile counts, and who has gone takes nothing any more", async () => {
    const { id } = await createDepartment();
    const anna = await asThere({ departmentIds: [id], values: { maxLoad: 3 } });
    const roster = await Roster.read(anna.db, [id]);
    const { operatorId } = anna.actor;
    roster.noteAssigned(operatorId, 2, new Date(5000));
    expect(roster.of(id)).toMatchObject([{ load: 2, openChats: 1, lastAssignedAt: 5000 }]);
    expect(roster.hasSlot(id)).toBe(true);
    roster.noteAssigned(operatorId, 1, new Date(6000));
    expect(roster.hasSlot(id)).toBe(false);
    const anew = await Roster.read(anna.db, [id]);
    expect(anew.hasSlot(id)).toBe(true);
    anew.noteGone(operatorId);
    expect(anew.hasSlot(id)).toBe(false);
  });
});
