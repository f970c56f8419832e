import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, legs } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import { distribute } from "@/lib/routing/distribute";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { chatOf, clocksOf, entriesOf, legsOf, toldTo } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, asVisitor, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { closeChat } from "./close-chat";
import { sendMessage } from "./messages/send-message";
import { claimChat } from "./operator/claim-chat";

const text = (body: string) => ({ clientId: uuidv7(), body });

describe("closing", () => {
  test("ends the leg after the last entry, and a second close changes nothing", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const owner = await asOperator(department.id);
    await claimChat(owner, id);
    await sendMessage(owner, id, text("Bye"));
    const state = await closeChat(owner, id);
    expect(await closeChat(owner, id)).toEqual(state);
    const db = await testDatabase();
    expect(await db.select().from(legs).where(eq(legs.chatId, id))).toMatchObject([
      { fromSeq: 3, toSeq: 6, reason: "closed", firstReplyAt: expect.any(Date), releasedAt: expect.any(Date) },
    ]);
    expect(await db.select().from(chats).where(eq(chats.id, id))).toMatchObject([
      { status: "closed", closeReason: "operator", closedAt: expect.any(Date) },
    ]);
  });

  test("is refused to a colleague, allowed to a supervisor of the department", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    await claimChat(await asOperator(department.id), id);
    await expect(closeChat(await asOperator(department.id), id)).rejects.toMatchObject({ code: "not_owner" });
    await expect(closeChat(await asRole("supervisor"), id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await closeChat(await asRole("supervisor", department.id), id)).toMatchObject({ status: "closed" });
  });
});

describe("a close", () => {
  test("says when its visitor is not to be asked for a rating, and only then", async () => {
    const dataOf = async (input: Parameters<typeof closeChat>[2]) => {
      const { id, owner } = await ownedChat();
      await closeChat(owner, id, input);
      return (await entriesOf(id)).last?.data;
    };
    expect(await dataOf({ asksRating: false })).toMatchObject({ reason: "operator", rating: "off" });
    expect(await dataOf({ asksRating: true })).not.toHaveProperty("rating");
    expect(await dataOf({})).not.toHaveProperty("rating");
  });

  test("stops every clock, ends an offer, frees the slot, and everybody concerned is told", async () => {
    const { id, owner, department } = await ownedChat({}, { values: { maxLoad: 1 } });
    const clara = await asOperator((await createDepartment()).id);
    await transferChat(owner, id, { operatorId: clara.actor.operatorId, note: "" });
    owner.published.length = 0;
    const next = await createChat(department);
    await closeChat(owner, id);
    expect(await clocksOf(id)).toEqual({});
    expect(await chatOf(id)).toMatchObject({ offeredOperatorId: null, offeredAt: null, closeReason: "operator" });
    expect(toldTo(owner.published)).toEqual(
      [
        `visitorChat ${id} event.appended`,
        `chat ${id}-2 event.appended`,
        `department ${department.id} chat.changed`,
        `operator ${owner.actor.operatorId} chat.changed`,
        `operator ${clara.actor.operatorId} chat.changed`,
        `operator ${clara.actor.operatorId} access.lost`,
      ].sort(),
    );
    await distribute(owner, [department.id]);
    expect(await chatOf(next.id)).toMatchObject({ operatorId: owner.actor.operatorId });
  });

  test("by the visitor while nobody has it leaves a leg of the queue, without anybody having missed it", async () => {
    const { id, visitor } = await waitingChat();
    await closeChat(visitor, id);
    expect(await legsOf(id)).toMatchObject([{ operatorId: null, assignedAt: null, reason: "left" }]);
    expect((await entriesOf(id)).last).toMatchObject({ kind: "closed", data: { reason: "visitor" } });
    await expect(closeChat(await asVisitor(), id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("of a waiting chat is a supervisor's and not an operator's, who is told that it waits", async () => {
    const { id, department } = await waitingChat();
    await expect(closeChat(await asOperator(department.id), id)).rejects.toMatchObject({
      code: "not_owner",
      data: { state: { status: "queued" }, owner: "" },
    });
    await closeChat(await asRole("supervisor", department.id), id);
    expect(await chatOf(id)).toMatchObject({ status: "closed", closeReason: "operator" });
  });
});
