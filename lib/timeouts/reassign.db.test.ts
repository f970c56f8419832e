import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { departmentMembers } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { sayOnIt } from "@/lib/chats/operator/say-on-it";
import { distribute } from "@/lib/routing/distribute";
import { ageChat } from "@/tests/support/age-chat";
import {
  chatOf,
  clocksOf,
  entriesOf,
  heardOfBefore,
  legsOf,
  operatorOf,
  text,
  toldTo,
} from "@/tests/support/chat-rows";
import { asRole, asThere, createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { fireDueTimers } from "./tick";

describe("a chat whose owner does not react", () => {
  test("is told of by one line to the visitor, and to everybody whose lists it concerns", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    const boris = await asThere({ departmentIds: [department.id], name: "Boris" });
    await ageChat(id, 3.01);
    await fireDueTimers(owner);
    const { last } = await entriesOf(id);
    expect(last).toMatchObject({
      kind: "reassigned",
      pubSeq: 4,
      data: { operatorName: "Boris", fromName: owner.actor.name },
      internal: {
        decision: { chosen: { name: "Boris" }, fell: [{ operatorId: owner.actor.operatorId, by: "owner" }] },
      },
    });
    expect(toldTo(owner.published)).toEqual(
      expect.arrayContaining([
        `visitorChat ${id} event.appended`,
        `chat ${id}-2 event.appended`,
        `chat ${id}-3 event.appended`,
        `department ${department.id} chat.changed`,
        `operator ${owner.actor.operatorId} chat.changed`,
      ]),
    );
    expect(JSON.stringify(owner.published.filter(({ channel }) => channel === "visitorChat"))).not.toContain(
      boris.actor.operatorId,
    );
    expect(visitor.published).toEqual([]);
  });

  test("stays when the owner answered, however late the tick is", async () => {
    const { id, owner, department } = await ownedChat();
    await asThere({ departmentIds: [department.id] });
    await ageChat(id, 30);
    await sendMessage(owner, id, text("Sorry for the wait"));
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, hops: 0 });
    expect(await clocksOf(id)).toEqual({ idle_warning: 14 });
  });

  test("moves three times by itself at most, never back to who had it, and then stays and alerts", async () => {
    const { id, owner, department } = await ownedChat({ reassignAfterMinutes: 1 });
    const others = await Promise.all(Array.from({ length: 5 }, () => asThere({ departmentIds: [department.id] })));
    const owners = [owner.actor.operatorId];
    for (let hop = 0; hop < 5; hop++) {
      await ageChat(id, 1.05);
      await fireDueTimers(owner);
      const { operatorId } = await chatOf(id);
      if (operatorId && operatorId !== owners.at(-1)) owners.push(operatorId);
    }
    expect(owners).toHaveLength(4);
    expect(new Set(owners).size).toBe(4);
    expect(await chatOf(id)).toMatchObject({
      hops: 3,
      overdueSince: expect.any(Date),
      triedOperatorIds: owners.slice(0, 3),
    });
    expect(await distribute(owner, [department.id])).toEqual({ assigned: 0, reassigned: 0 });
    expect(others).toHaveLength(5);
  });

  test("waits for the opening of a department that is closed, and counts nobody's miss before it", async () => {
    const { id, owner, department } = await ownedChat();
    await asThere({ departmentIds: [department.id] });
    const tomorrow = new Date(Date.now() + 86_400_000);
    const hours = [{ weekday: tomorrow.getUTCDay() || 7, from: "00:00", to: "24:00" }];
    await owner.db.execute(
      `update departments set hours = '${JSON.stringify(hours)}'::jsonb where id = '${department.id}'`,
    );
    await ageChat(id, 3.01);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, hops: 0 });
    expect(await operatorOf(owner.actor.operatorId)).toMatchObject({ misses: 0 });
    const { reassign = 0 } = await clocksOf(id);
    expect(reassign).toBeGreaterThan(0);
    expect(reassign).toBeLessThanOrEqual(24 * 60);
    await owner.db.execute(`update departments set hours = null where id = '${department.id}'`);
    await ageChat(id, reassign + 0.05);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ hops: 1 });
  });
});

describe("with nobody else", () => {
  test("an owner who can be reached keeps it, and the supervisors of the department are alerted once in the turn", async () => {
    const { id, owner, department } = await ownedChat();
    const supervisor = await createOperator({ role: "supervisor", departmentIds: [department.id] });
    const stranger = await createOperator({ role: "supervisor" });
    // Other tests leave chats in the same database, which a tick finds as well.
    const alerts = () =>
      owner.published.flatMap((one) => (one.name === "supervisor.alerted" && one.data.chatId === id ? [one.id] : []));
    for (let minute = 0; minute < 3; minute++) {
      await ageChat(id, 3.01);
      await fireDueTimers(owner);
    }
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, overdueSince: expect.any(Date) });
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "alerted")).toHaveLength(1);
    expect((await entriesOf(id)).last).toMatchObject({ kind: "alerted", pubSeq: null });
    expect(alerts()).toEqual([supervisor.id]);
    expect(alerts()).not.toContain(stranger.id);
    // "I'm on it" gives a period more; when that has passed too, nobody is told the same again.
    await sayOnIt(owner, id);
    await ageChat(id, 3.01);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ overdueSince: expect.any(Date) });
    expect(alerts()).toEqual([supervisor.id]);
  });

  test("an owner who can be reached keeps it also when they are no member of the department", async () => {
    const { id } = await createChat(await createDepartment());
    const admin = await asRole("admin");
    await heardOfBefore(admin.actor.operatorId, 1);
    await claimChat(admin, id);
    await ageChat(id, 3.01);
    await fireDueTimers(admin);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: admin.actor.operatorId });
  });

  test("from an owner who cannot be reached it goes back to the queue with the time waited, and is theirs when they are back", async () => {
    const { id, owner, department } = await ownedChat();
    await ageChat(id, 3.05);
    const { queuedSince } = await chatOf(id);
    await heardOfBefore(owner.actor.operatorId, 61);
    await fireDueTimers(owner);
    expect((await entriesOf(id)).last).toMatchObject({
      kind: "requeued",
      data: { reason: "unreachable", fromName: owner.actor.name },
    });
    expect(await chatOf(id)).toMatchObject({ status: "queued", queuedSince, hops: 1 });
    expect(await legsOf(id)).toMatchObject([
      { operatorId: owner.actor.operatorId, reason: "missed" },
      { operatorId: null, releasedAt: null, assignedAt: null },
    ]);
    expect(await operatorOf(owner.actor.operatorId)).toMatchObject({ misses: 1 });
    await distribute(owner, [department.id]);
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
    await heardOfBefore(owner.actor.operatorId, 1);
    await distribute(owner, [department.id]);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: owner.actor.operatorId });
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
  });

  test("a member who was taken out of the department while they had it is still its owner", async () => {
    const { id, owner } = await ownedChat();
    await owner.db.delete(departmentMembers).where(eq(departmentMembers.operatorId, owner.actor.operatorId));
    await ageChat(id, 3.01);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: owner.actor.operatorId });
  });
});

describe("missed chats", () => {
  test("that make an operator Away are told to all their tabs, and bring their waiting chats to nobody new", async () => {
    const { id, owner, department } = await ownedChat();
    await asThere({ departmentIds: [department.id] });
    await owner.db.execute(`update operators set misses = 1 where id = '${owner.actor.operatorId}'`);
    await ageChat(id, 3.01);
    await fireDueTimers(owner);
    expect(await operatorOf(owner.actor.operatorId)).toMatchObject({
      intent: "away",
      misses: 2,
      awayByMissesAt: expect.any(Date),
    });
    expect(owner.published).toContainEqual({
      channel: "operator",
      id: owner.actor.operatorId,
      name: "inbox.changed",
      data: { reason: "presence" },
    });
  });

  test("of somebody who chose Away or Offline by themselves change their choice no more", async () => {
    const { id, owner, department } = await ownedChat();
    await asThere({ departmentIds: [department.id] });
    await owner.db.execute(
      `update operators set misses = 5, intent = 'offline' where id = '${owner.actor.operatorId}'`,
    );
    await ageChat(id, 3.01);
    await fireDueTimers(owner);
    expect(await operatorOf(owner.actor.operatorId)).toMatchObject({ intent: "offline", awayByMissesAt: null });
  });
});
