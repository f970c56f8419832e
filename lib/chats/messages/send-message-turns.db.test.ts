import { describe, expect, test } from "vitest";
import { ageChat } from "@/tests/support/age-chat";
import {
  chatOf,
  clocksOf,
  entriesOf,
  legsOf,
  operatorOf,
  setChat,
  setOperator,
  text,
  toldTo,
} from "@/tests/support/chat-rows";
import { asOperator, asRole, asThere } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { holdChat } from "../operator/hold-chat";
import { sendMessage } from "./send-message";

describe("the visitor's turn", () => {
  test("begins with their first unanswered message and not with the next ones", async () => {
    const { id, owner, visitor } = await ownedChat();
    await sendMessage(owner, id, text("Hello"));
    expect(await chatOf(id)).toMatchObject({ awaitingSince: null });
    expect(await clocksOf(id)).toEqual({ idle_warning: 14 });
    await sendMessage(visitor, id, text("First"));
    const { awaitingSince } = await chatOf(id);
    await ageChat(id, 2);
    await sendMessage(visitor, id, text("Second"));
    expect((await chatOf(id)).awaitingSince?.getTime()).toBe((awaitingSince?.getTime() ?? 0) - 2 * 60_000);
    // No idle clock while the visitor waits for us; the clock of reassignment did not start anew.
    expect(await clocksOf(id)).toEqual({ reassign: 1 });
  });

  test("ends with the owner's answer, and with it everything that belonged to the turn", async () => {
    const { id, owner, department } = await ownedChat();
    const tried = await asOperator(department.id);
    await setChat(id, {
      triedOperatorIds: [tried.actor.operatorId],
      hops: 2,
      onItAt: new Date(),
      typedAt: new Date(),
      typingPauseMs: 9000,
      overdueSince: new Date(),
    });
    await sendMessage(owner, id, text("Here I am"));
    expect(await chatOf(id)).toMatchObject({
      awaitingSince: null,
      triedOperatorIds: [],
      hops: 0,
      onItAt: null,
      typedAt: null,
      typingPauseMs: 0,
      overdueSince: null,
    });
  });

  test("the first answer is noted in the leg once, and sets the owner's misses back", async () => {
    const { id, owner, visitor } = await ownedChat();
    await setOperator(owner.actor.operatorId, { misses: 1 });
    await sendMessage(owner, id, text("One"));
    const [leg] = await legsOf(id);
    expect(leg?.firstReplyAt).toEqual((await entriesOf(id)).last?.createdAt);
    expect(await operatorOf(owner.actor.operatorId)).toMatchObject({ misses: 0 });
    await sendMessage(visitor, id, text("Thanks"));
    await sendMessage(owner, id, text("Two"));
    expect(await legsOf(id)).toEqual([leg]);
  });

  test("an operator's word that answers nobody does not set misses back", async () => {
    const { id, owner } = await ownedChat();
    await sendMessage(owner, id, text("Answer"));
    await setOperator(owner.actor.operatorId, { misses: 1 });
    await sendMessage(owner, id, text("And another thing"));
    expect(await operatorOf(owner.actor.operatorId)).toMatchObject({ misses: 1 });
  });
});

describe("a member who answers in somebody else's chat, knowing whose it is", () => {
  test("becomes the owner: the old leg ends as answered, the new one has the answer, and the former owner is told", async () => {
    const { id, owner, department } = await ownedChat();
    const boris = await asThere({ departmentIds: [department.id] });
    await sendMessage(boris, id, text("I know this one", { epoch: 2 }));
    expect((await entriesOf(id)).kinds.slice(2)).toEqual(["assigned", "taken_over", "message"]);
    expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId, epoch: 3, awaitingSince: null });
    expect(await legsOf(id)).toMatchObject([
      { operatorId: owner.actor.operatorId, reason: "answered", firstReplyAt: null, toSeq: 4 },
      { operatorId: boris.actor.operatorId, reason: null, firstReplyAt: expect.any(Date), fromSeq: 4 },
    ]);
    expect(toldTo(boris.published)).toContain(`operator ${owner.actor.operatorId} chat.changed`);
    await expect(sendMessage(owner, id, text("Me too", { epoch: 2 }))).rejects.toMatchObject({
      code: "not_owner",
      data: { state: { owner: { name: boris.actor.name }, epoch: 3 } },
    });
  });

  test("takes a waiting chat by it, also as an admin of no department", async () => {
    const { id } = await waitingChat();
    const admin = await asRole("admin");
    await sendMessage(admin, id, text("Hello", { epoch: 1 }));
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: admin.actor.operatorId });
    expect(await legsOf(id)).toMatchObject([{ operatorId: admin.actor.operatorId, firstReplyAt: expect.any(Date) }]);
  });

  test("takes up what was on hold, and withdraws what was offered", async () => {
    const { id, owner, department } = await ownedChat();
    await holdChat(owner, id, true);
    await setChat(id, { offeredOperatorId: owner.actor.operatorId, offeredAt: new Date() });
    const boris = await asThere({ departmentIds: [department.id] });
    await sendMessage(boris, id, text("Hello", { epoch: 2 }));
    expect(await chatOf(id)).toMatchObject({ heldAt: null, offeredOperatorId: null, offeredAt: null });
  });

  test("is refused as an operator of another department, whatever they know", async () => {
    const { id } = await ownedChat();
    await expect(sendMessage(await asOperator(), id, text("Hi", { epoch: 2 }))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
