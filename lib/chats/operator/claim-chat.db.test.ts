import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chatEvents, legs } from "@/db/schema";
import { distribute } from "@/lib/routing/distribute";
import { clocksOf, entriesOf, legsOf, toldTo } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { getEventsPage } from "../queries";
import { claimChat } from "./claim-chat";

const timeline = async (chatId: string) => {
  const db = await testDatabase();
  return db.select().from(chatEvents).where(eq(chatEvents.chatId, chatId)).orderBy(chatEvents.seq);
};

describe("claiming", () => {
  test("of two operators at once, one gets the chat and the other learns the name of the one who did", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const contexts = [await asOperator(department.id), await asOperator(department.id)];
    const outcomes = await Promise.allSettled(contexts.map((ctx) => claimChat(ctx, id)));
    const winner = contexts[outcomes.findIndex(({ status }) => status === "fulfilled")];
    const loser = outcomes.find((outcome) => outcome.status === "rejected");
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(loser?.reason).toMatchObject({ code: "conflict", data: { owner: winner?.actor.name } });
    const db = await testDatabase();
    expect(await db.select().from(legs).where(eq(legs.chatId, id))).toMatchObject([
      { operatorId: winner?.actor.operatorId, releasedAt: null, fromSeq: 3 },
    ]);
  });

  test("is told on the channel of the old epoch and of the new one, and grows the epoch", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const operator = await asOperator(department.id);
    const chat = await claimChat(operator, id);
    expect(chat).toMatchObject({ status: "active", epoch: 2, owner: { id: operator.actor.operatorId } });
    const channels = operator.published.filter(({ channel }) => channel === "chat").map((event) => event.id);
    expect(channels).toEqual([`${id}-1`, `${id}-2`]);
  });

  test("twice by the same operator changes nothing the second time", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const operator = await asOperator(department.id);
    await claimChat(operator, id);
    await claimChat(operator, id);
    expect((await timeline(id)).filter(({ kind }) => kind === "claimed")).toHaveLength(1);
  });

  test("is refused to operators of other departments and for closed chats", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    await expect(claimChat(await asOperator(), id)).rejects.toMatchObject({ code: "forbidden" });
    await closeChat(visitor, id);
    await expect(claimChat(await asOperator(department.id), id)).rejects.toMatchObject({ code: "closed" });
  });
});

describe("accepting by hand", () => {
  test("is allowed above the max load and while Away, and the reason on the timeline says that a person did", async () => {
    const department = await createDepartment({ strategy: "manual" });
    const { id, visitor } = await createChat(department);
    const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 0, intent: "away" } });
    expect(await distribute(anna, [department.id])).toEqual({ assigned: 0, reassigned: 0 });
    expect(await claimChat(anna, id)).toMatchObject({ status: "active", owner: { id: anna.actor.operatorId } });
    const { last } = await entriesOf(id);
    expect(last).toMatchObject({
      kind: "claimed",
      internal: { decision: { rule: "accepted", chosen: { operatorId: anna.actor.operatorId, load: 0, maxLoad: 0 } } },
    });
    expect(await legsOf(id)).toMatchObject([{ decision: { rule: "accepted" }, assignedAt: last?.createdAt }]);
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
    const seen = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 9 });
    expect(JSON.stringify(seen.events)).not.toContain(anna.actor.operatorId);
  });

  test("by an admin who is no member of the department is told on their own channel, too", async () => {
    const { id } = await createChat(await createDepartment());
    const admin = await asRole("admin");
    await claimChat(admin, id);
    expect(toldTo(admin.published)).toContain(`operator ${admin.actor.operatorId} chat.changed`);
  });

  test("what somebody else has is refused to a supervisor and an admin as well, with the present state", async () => {
    const { id, owner, department } = await ownedChat();
    for (const other of [await asRole("supervisor", department.id), await asRole("admin")]) {
      await expect(claimChat(other, id)).rejects.toMatchObject({
        code: "conflict",
        data: { owner: owner.actor.name, state: { status: "active", owner: { id: owner.actor.operatorId } } },
      });
    }
  });
});
