import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chatEvents, legs, offlineMessages } from "@/db/schema";
import { pulseInput } from "@/lib/chats/input-schemas";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { switchDepartment } from "@/lib/chats/visitor/switch-department";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, legsOf, operatorOf, setChat, text, toldTo } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { fireDueTimers } from "./tick";

const messagesOf = async (chatId: string) =>
  (await testDatabase()).select().from(offlineMessages).where(eq(offlineMessages.chatId, chatId));

describe("a visitor who went away while they waited", () => {
  test("for the idle time: the chat becomes an offline message of its department, and nobody has missed it", async () => {
    const { id, visitor, department } = await waitingChat({ closeIdleAfterMinutes: 5 });
    const member = await asOperator(department.id);
    await sendMessage(visitor, id, text("It is urgent"));
    await ageChat(id, 4.95);
    await fireDueTimers(member);
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
    await ageChat(id, 0.1);
    await fireDueTimers(member);
    expect(await chatOf(id)).toMatchObject({ status: "closed", closeReason: "abandoned" });
    expect(await messagesOf(id)).toMatchObject([
      { departmentId: department.id, name: "Vera", email: null, body: "Is anyone there?\n\nIt is urgent" },
    ]);
    expect(await legsOf(id)).toMatchObject([{ operatorId: null, reason: "left" }]);
    expect(await operatorOf(member.actor.operatorId)).toMatchObject({ misses: 0 });
    expect(toldTo(member.published)).toContain(`operator ${member.actor.operatorId} inbox.changed`);
  });

  test("is not called away while their browser is heard of", async () => {
    const { id, visitor } = await waitingChat({ closeIdleAfterMinutes: 5 });
    for (let minutes = 0; minutes < 20; minutes += 4) {
      await ageChat(id, 4);
      await recordPulse(visitor, pulseInput.parse({ chatIds: [id] }));
      await fireDueTimers(visitor);
    }
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
    expect(await clocksOf(id)).toMatchObject({ abandoned: expect.any(Number) });
  });

  test("is not called away by a tick that was late itself: their pulse has a minute to come back", async () => {
    const { id, visitor } = await waitingChat({ closeIdleAfterMinutes: 5 });
    await ageChat(id, 15);
    await fireDueTimers(visitor);
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
    await recordPulse(visitor, pulseInput.parse({ chatIds: [id] }));
    await ageChat(id, 1.05);
    await fireDueTimers(visitor);
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
    // Gone after all: the same end as on time.
    await ageChat(id, 4);
    await fireDueTimers(visitor);
    expect(await chatOf(id)).toMatchObject({ status: "closed", closeReason: "abandoned" });
  });

  test("is waited for without an end where idle chats are not closed", async () => {
    const { id, visitor } = await waitingChat({ closeIdle: false });
    await ageChat(id, 600);
    await fireDueTimers(visitor);
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
  });
});

describe("a chat without a word of its visitor", () => {
  /** As a channel makes it whose visitor only opened the chat. */
  async function silentChat(scene: { id: string; visitor: { db: Awaited<ReturnType<typeof testDatabase>> } }) {
    await scene.visitor.db.delete(chatEvents).where(eq(chatEvents.chatId, scene.id));
    await setChat(scene.id, { lastVisitorSeq: 0, lastSeq: 0, lastPubSeq: 0, awaitingSince: null, lastMessageBy: null });
    await scene.visitor.db.execute(
      `insert into timers (chat_id, kind, due_at) values ('${scene.id}', 'recheck', now() - interval '1 second')`,
    );
    await fireDueTimers({ db: scene.visitor.db, publish: async () => undefined });
  }

  test("is discarded five minutes after they left: no offline message, no miss, no leg that counts as answered", async () => {
    const waiting = await waitingChat();
    await silentChat(waiting);
    expect(await clocksOf(waiting.id)).toEqual({ never_wrote: 5 });
    await ageChat(waiting.id, 5.05);
    await fireDueTimers(waiting.visitor);
    expect(await chatOf(waiting.id)).toMatchObject({ status: "closed", closeReason: "never_wrote" });
    expect(await messagesOf(waiting.id)).toEqual([]);
    expect((await legsOf(waiting.id)).map(({ reason }) => reason)).toEqual(["left"]);
  });

  test("that an operator has is discarded too, and counts against nobody", async () => {
    const owned = await ownedChat();
    await silentChat(owned);
    expect(await clocksOf(owned.id)).toEqual({ never_wrote: 5 });
    await ageChat(owned.id, 5.05);
    await fireDueTimers(owned.owner);
    expect(await chatOf(owned.id)).toMatchObject({ status: "closed", closeReason: "never_wrote" });
    expect(await operatorOf(owned.owner.actor.operatorId)).toMatchObject({ misses: 0 });
    const missed = await owned.owner.db.select().from(legs).where(eq(legs.chatId, owned.id));
    expect(missed.map(({ reason }) => reason)).toEqual(["left"]);
  });
});

describe("the overflow department", () => {
  const overflowTo = async (target: Parameters<typeof createDepartment>[0] = {}) => {
    const overflow = await createDepartment(target);
    return { overflow, ...(await waitingChat({ overflowDepartmentId: overflow.id, overflowAfterMinutes: 5 })) };
  };

  test("is offered after the set minutes, once, and accepting it keeps the waiting time", async () => {
    const { overflow, id, visitor } = await overflowTo();
    await asThere({ departmentIds: [overflow.id] });
    await ageChat(id, 4.9);
    await fireDueTimers(visitor);
    expect((await entriesOf(id)).kinds).toHaveLength(2);
    await ageChat(id, 0.15);
    await fireDueTimers(visitor);
    expect((await entriesOf(id)).last).toMatchObject({
      kind: "overflow_offered",
      pubSeq: 3,
      data: { departmentName: overflow.name, departmentId: overflow.id },
    });
    expect(await clocksOf(id)).toEqual({ abandoned: 10 });
    const { queuedSince } = await chatOf(id);
    await switchDepartment(visitor, id, { departmentId: overflow.id });
    expect(await chatOf(id)).toMatchObject({ departmentId: overflow.id, queuedSince });
  });

  test.each([
    ["nobody is there", {}, null],
    ["it is closed", { hours: [] }, {}],
    ["its queue is full", { queueLimitChats: 0 }, { maxLoad: 0 }],
    ["it is hidden", { hidden: true }, {}],
    ["it is disabled", { disabled: true }, {}],
  ])("is not offered while %s, and asked for again a minute later", async (_, target, values) => {
    const { overflow, id, visitor } = await overflowTo(target);
    if (values) await asThere({ departmentIds: [overflow.id], values });
    await ageChat(id, 5.05);
    await fireDueTimers(visitor);
    expect((await entriesOf(id)).kinds).toEqual(["started", "message"]);
    expect(await clocksOf(id)).toMatchObject({ overflow: 1 });
  });

  test("is offered later when it can take the visitor then, also to its queue", async () => {
    const { overflow, id, visitor } = await overflowTo();
    await ageChat(id, 5.05);
    await fireDueTimers(visitor);
    await asThere({ departmentIds: [overflow.id], values: { maxLoad: 1 } });
    const { id: other } = await createChat(overflow);
    expect(await chatOf(other)).toMatchObject({ status: "queued" });
    await ageChat(id, 1.05);
    await fireDueTimers(visitor);
    expect((await entriesOf(id)).last).toMatchObject({ kind: "overflow_offered" });
  });
});
