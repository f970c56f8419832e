import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, legs, operators, timers } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { getEventsPage } from "@/lib/chats/queries";
import { uuidv7 } from "@/lib/ids";
import { distribute } from "@/lib/routing/distribute";
import { ageChat } from "@/tests/support/age-chat";
import { testDatabase } from "@/tests/support/database";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { fireDueTimers } from "./tick";

const text = (body: string) => ({ clientId: uuidv7(), body });

async function chatOf(id: string) {
  const [row] = await (await testDatabase()).select().from(chats).where(eq(chats.id, id));
  if (!row) throw new Error("no chat");
  return row;
}

async function kinds(ctx: Awaited<ReturnType<typeof asThere>>, id: string) {
  const { events } = await getEventsPage(ctx.db, ctx.actor, id, { after: 0, limit: 100 });
  return events.map(({ kind }) => kind);
}

describe("no reaction", () => {
  test("after the set minutes the chat goes to somebody else, the visitor is told, and the miss is in the legs", async () => {
    const department = await createDepartment({ reassignAfterMinutes: 2 });
    const anna = await asThere({ departmentIds: [department.id], name: "Anna" });
    const { id } = await createChat(department);
    await distribute(anna, [department.id]);
    const boris = await asThere({ departmentIds: [department.id], name: "Boris" });
    await ageChat(id, 1.9);
    await fireDueTimers(anna);
    expect(await chatOf(id)).toMatchObject({ operatorId: anna.actor.operatorId });
    await ageChat(id, 0.2);
    await fireDueTimers(anna);
    expect(await chatOf(id)).toMatchObject({
      operatorId: boris.actor.operatorId,
      triedOperatorIds: [anna.actor.operatorId],
      hops: 1,
    });
    expect(await kinds(boris, id)).toEqual(["started", "message", "assigned", "reassigned"]);
    const history = await anna.db.select().from(legs).where(eq(legs.chatId, id)).orderBy(legs.fromSeq);
    expect(history.map(({ operatorId, reason }) => [operatorId, reason])).toEqual([
      [anna.actor.operatorId, "missed"],
      [boris.actor.operatorId, null],
    ]);
    // Never back to who has tried: with nobody else it stays, and supervisors hear of it.
    await ageChat(id, 2.1);
    await fireDueTimers(anna);
    expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId });
    expect((await chatOf(id)).overdueSince).not.toBeNull();
    const clara = await asThere({ departmentIds: [department.id], name: "Clara" });
    expect(await distribute(clara, [department.id])).toMatchObject({ reassigned: 1 });
    expect(await chatOf(id)).toMatchObject({ operatorId: clara.actor.operatorId, overdueSince: null });
  });

  test("two misses in a row make an operator Away, and an answer sets the count back", async () => {
    const department = await createDepartment({ reassignAfterMinutes: 1 });
    const anna = await asThere({ departmentIds: [department.id], line: 1 });
    await asThere({ departmentIds: [department.id], line: 2, values: { maxLoad: 100 } });
    const intentOf = async () => {
      const [row] = await anna.db.select().from(operators).where(eq(operators.id, anna.actor.operatorId));
      return [row?.intent, row?.misses];
    };
    for (const expected of [
      ["online", 1],
      ["away", 2],
    ]) {
      const { id } = await createChat(department);
      await distribute(anna, [department.id]);
      expect((await chatOf(id)).operatorId).toBe(anna.actor.operatorId);
      await ageChat(id, 1.1);
      await fireDueTimers(anna);
      expect(await intentOf()).toEqual(expected);
    }
  });
});

describe("an idle chat", () => {
  test("is warned of a minute before, and closed; a visitor who waits is never closed on", async () => {
    const department = await createDepartment({ closeIdleAfterMinutes: 5, reassign: false });
    const anna = await asThere({ departmentIds: [department.id] });
    const { id, visitor } = await createChat(department);
    await distribute(anna, [department.id]);
    await ageChat(id, 60);
    await fireDueTimers(anna);
    expect(await chatOf(id)).toMatchObject({ status: "active" });
    await sendMessage(anna, id, text("Hello!"));
    await ageChat(id, 4.1);
    await fireDueTimers(anna);
    expect(await kinds(anna, id)).toEqual(["started", "message", "assigned", "message", "idle_warning"]);
    await ageChat(id, 1);
    await fireDueTimers(anna);
    expect(await chatOf(id)).toMatchObject({ status: "closed", closeReason: "idle" });
    expect(await anna.db.$count(timers, eq(timers.chatId, id))).toBe(0);
    await sendMessage(visitor, id, { ...text("Still there?"), reopen: true });
    expect(await chatOf(id)).toMatchObject({ status: "queued", preferredOperatorId: anna.actor.operatorId });
    await distribute(anna, [department.id]);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: anna.actor.operatorId });
    const [leg] = await anna.db.select().from(legs).where(eq(legs.chatId, id)).orderBy(legs.fromSeq).limit(1);
    await expect(
      anna.db
        .update(legs)
        .set({ reason: "missed" })
        .where(eq(legs.id, leg?.id ?? "")),
    ).rejects.toThrow();
    expect(await anna.db.execute(sql`select 1`)).toBeDefined();
  });
});
