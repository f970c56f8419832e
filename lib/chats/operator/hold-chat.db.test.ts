import { describe, expect, test } from "vitest";
import { distribute } from "@/lib/routing/distribute";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, legsOf, text, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, createChat } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { holdChat } from "./hold-chat";

describe("holding a chat", () => {
  test("parks it: no clock runs, its leg goes on, and everybody at the chat is told", async () => {
    const { id, owner, department } = await ownedChat();
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
    const chat = await holdChat(owner, id, true);
    expect(chat).toMatchObject({ status: "active", heldAt: expect.any(String), epoch: 2 });
    expect(await clocksOf(id)).toEqual({});
    const { kinds, last } = await entriesOf(id);
    expect(kinds).toEqual(["started", "message", "assigned", "held"]);
    expect(last).toMatchObject({ pubSeq: 4, data: { operatorName: owner.actor.name } });
    expect(await legsOf(id)).toMatchObject([{ operatorId: owner.actor.operatorId, releasedAt: null }]);
    expect(toldTo(owner.published)).toEqual(
      [
        `visitorChat ${id} event.appended`,
        `chat ${id}-2 event.appended`,
        `department ${department.id} chat.changed`,
      ].sort(),
    );
  });

  test("frees a slot for the next one who waits, and taking it up again may exceed the max load", async () => {
    const { id, owner, department } = await ownedChat({}, { values: { maxLoad: 1 } });
    const next = await createChat(department);
    expect(await distribute(owner, [department.id])).toMatchObject({ assigned: 0 });
    await holdChat(owner, id, true);
    expect(await distribute(owner, [department.id])).toMatchObject({ assigned: 1 });
    expect(await chatOf(next.id)).toMatchObject({ operatorId: owner.actor.operatorId });
    expect(await holdChat(owner, id, false)).toMatchObject({ heldAt: null, owner: { id: owner.actor.operatorId } });
  });

  test("twice changes nothing the second time, and neither does taking up what is not held", async () => {
    const { id, owner } = await ownedChat();
    expect(await holdChat(owner, id, false)).toMatchObject({ heldAt: null });
    const held = await holdChat(owner, id, true);
    owner.published.length = 0;
    expect(await holdChat(owner, id, true)).toEqual(held);
    expect(owner.published).toEqual([]);
    expect((await entriesOf(id)).kinds).toHaveLength(4);
  });

  test("keeps it from being moved or closed for days, also while the visitor writes", async () => {
    const { id, owner, visitor } = await ownedChat({ closeIdleAfterMinutes: 5 });
    await sendMessage(owner, id, text("One moment"));
    await holdChat(owner, id, true);
    await sendMessage(visitor, id, text("Still there?"));
    await ageChat(id, 3 * 24 * 60);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: owner.actor.operatorId, hops: 0 });
  });

  test("is over when it is taken up: a visitor who wrote meanwhile has the whole period before them", async () => {
    const { id, owner, visitor } = await ownedChat();
    await holdChat(owner, id, true);
    await sendMessage(visitor, id, text("Hello?"));
    await ageChat(id, 60);
    await holdChat(owner, id, false);
    expect((await entriesOf(id)).kinds.slice(3)).toEqual(["held", "message", "resumed"]);
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
  });
});

describe("holding is refused", () => {
  test("to everybody but the owner, each with the present state", async () => {
    const { id, owner, department } = await ownedChat();
    const state = { status: "active", owner: { id: owner.actor.operatorId } };
    for (const other of [
      await asOperator(department.id),
      await asRole("supervisor", department.id),
      await asRole("admin"),
    ]) {
      await expect(holdChat(other, id, true)).rejects.toMatchObject({ code: "not_owner", data: { state } });
    }
    await expect(holdChat(await asOperator(), id, true)).rejects.toMatchObject({ code: "forbidden" });
    await expect(holdChat(owner, crypto.randomUUID(), true)).rejects.toMatchObject({ code: "not_found" });
    expect((await chatOf(id)).heldAt).toBeNull();
  });

  test("for a chat that waits, and for a closed one", async () => {
    const { id, department, visitor } = await waitingChat();
    const operator = await asOperator(department.id);
    await expect(holdChat(operator, id, true)).rejects.toMatchObject({
      code: "not_owner",
      data: { state: { status: "queued", owner: null } },
    });
    await closeChat(visitor, id);
    await expect(holdChat(operator, id, true)).rejects.toMatchObject({
      code: "closed",
      data: { state: { status: "closed" } },
    });
  });
});
