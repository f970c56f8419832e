import { describe, expect, test } from "vitest";
import { pulseInput } from "@/lib/chats/input-schemas";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import type { RoutingChange } from "@/lib/context";
import { distribute } from "@/lib/routing/distribute";
import { settle } from "@/lib/routing/settle";
import { chatOf, heardOfBefore, operatorOf, setOperator, toldTo } from "@/tests/support/chat-rows";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { setPresence } from "./set-presence";

/** Distributes after each command, as the product does. */
const settling = <C extends Parameters<typeof settle>[0]>(ctx: C) => ({
  ...ctx,
  settle: (changes: RoutingChange[]) => settle(ctx, changes, { defer: false }),
});

describe("an operator's choice", () => {
  test("is told to their other tabs and to the boards of their departments, and counts as a sign of life", async () => {
    const { owner, department } = await ownedChat();
    const { operatorId } = owner.actor;
    await heardOfBefore(operatorId, 300);
    expect(await setPresence(owner, { intent: "away" })).toEqual({
      intent: "away",
      finishing: false,
      awayByMissesAt: null,
    });
    expect(toldTo(owner.published)).toEqual([
      `department ${department.id} board.changed`,
      `operator ${operatorId} inbox.changed`,
    ]);
    expect((await operatorOf(operatorId)).lastPulseAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  test.each(["away", "offline"] as const)("%s brings them nothing new and takes nothing away", async (intent) => {
    const { owner, id, department } = await ownedChat();
    await setPresence(owner, { intent });
    await createChat(department);
    expect(await distribute(owner, [department.id])).toEqual({ assigned: 0, reassigned: 0 });
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId });
  });

  test("Online brings them at once what waits", async () => {
    const department = await createDepartment();
    const anna = settling(await asThere({ departmentIds: [department.id], values: { intent: "offline" } }));
    const { id } = await createChat(department);
    await setPresence(anna, { intent: "online" });
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: anna.actor.operatorId });
  });

  test("made anew forgets the missed chats and what they caused", async () => {
    const { owner } = await ownedChat();
    await setOperator(owner.actor.operatorId, { intent: "away", misses: 2, awayByMissesAt: new Date() });
    await setPresence(owner, { finishing: true });
    expect(await operatorOf(owner.actor.operatorId)).toMatchObject({ misses: 2, intent: "away" });
    expect(await setPresence(owner, { intent: "online" })).toMatchObject({ awayByMissesAt: null });
    expect(await operatorOf(owner.actor.operatorId)).toMatchObject({ misses: 0, intent: "online" });
  });

  test("is the same in all their tabs: a pulse of a second one does not change it", async () => {
    const { owner } = await ownedChat();
    await setPresence(owner, { intent: "away" });
    expect(await recordPulse(owner, pulseInput.parse({}))).toMatchObject({ intent: "away" });
    expect((await operatorOf(owner.actor.operatorId)).intent).toBe("away");
  });
});

describe("finishing", () => {
  test("brings no new chat, keeps the present ones, and survives a pulse", async () => {
    const { owner, id, department } = await ownedChat();
    expect(await setPresence(owner, { finishing: true })).toMatchObject({ intent: "online", finishing: true });
    await createChat(department);
    expect(await distribute(owner, [department.id])).toMatchObject({ assigned: 0 });
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId });
    expect(await recordPulse(owner, pulseInput.parse({}))).toMatchObject({ finishing: true });
    expect(await holdChat(owner, id, true)).toMatchObject({ status: "active" });
  });

  test("ends with going Online, unless it is asked for in the same breath", async () => {
    const { owner, department } = await ownedChat();
    const ctx = settling(owner);
    await setPresence(ctx, { finishing: true });
    expect(await setPresence(ctx, { intent: "online", finishing: true })).toMatchObject({ finishing: true });
    const { id } = await createChat(department);
    expect(await setPresence(ctx, { intent: "online" })).toMatchObject({ finishing: false });
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId });
  });
});

describe("reachable", () => {
  test("means heard of within a minute: after it nothing new comes, back within it nothing has changed", async () => {
    const { owner, department } = await ownedChat();
    const { operatorId } = owner.actor;
    const { id } = await createChat(department);
    await heardOfBefore(operatorId, 61);
    expect(await distribute(owner, [department.id])).toMatchObject({ assigned: 0 });
    expect(await operatorOf(operatorId)).toMatchObject({ intent: "online" });
    await heardOfBefore(operatorId, 59);
    expect(await distribute(owner, [department.id])).toMatchObject({ assigned: 1 });
    expect(await chatOf(id)).toMatchObject({ operatorId });
  });
});
