import { describe, expect, test } from "vitest";
import { departmentMembers } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { getEventsPage } from "@/lib/chats/queries";
import { distribute } from "@/lib/routing/distribute";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import {
  chatOf,
  clocksOf,
  entriesOf,
  heardOfBefore,
  legsOf,
  setOperator,
  text,
  toldTo,
} from "@/tests/support/chat-rows";
import { asOperator, asThere, createDepartment } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { answerOffer } from "./answer-offer";
import { transferChat } from "./transfer-chat";

const accept = { answer: "accept" } as const;
const decline = { answer: "decline" } as const;
const withdraw = { answer: "withdraw" } as const;

/** A chat that its owner offers to Clara of another department, where it goes with her. */
async function offeredChat() {
  const scene = await ownedChat({ reassign: false });
  const target = await createDepartment();
  const clara = await asThere({ departmentIds: [target.id], name: "Clara", values: { maxLoad: 0 } });
  const offer = { operatorId: clara.actor.operatorId, departmentId: target.id, note: "" };
  await transferChat(scene.owner, scene.id, offer);
  scene.owner.published.length = 0;
  return { ...scene, target, clara };
}

describe("an offer that is accepted", () => {
  test("makes the receiver the owner, whatever their load, in the department that it names; the visitor reads one line", async () => {
    const { id, owner, clara, target, visitor, department } = await offeredChat();
    const before = await chatOf(id);
    const chat = await answerOffer(clara, id, accept);
    expect(chat).toMatchObject({ owner: { id: clara.actor.operatorId }, department: { id: target.id }, offer: null });
    expect(await chatOf(id)).toMatchObject({
      queuedSince: before.queuedSince,
      awaitingSince: before.awaitingSince,
      epoch: before.epoch + 1,
      offeredDepartmentId: null,
    });
    expect(await legsOf(id)).toMatchObject([
      { operatorId: owner.actor.operatorId, reason: "transferred", toSeq: 5 },
      { operatorId: clara.actor.operatorId, departmentId: target.id, fromSeq: 5, decision: { rule: "transferred" } },
    ]);
    const seen = await getEventsPage(visitor.db, visitor.actor, id, { after: 3, limit: 9 });
    expect(seen.events).toMatchObject([
      { kind: "accepted", seq: 4, data: { operatorName: "Clara", departmentName: target.name } },
    ]);
    expect(toldTo(clara.published)).toEqual(
      [
        `visitorChat ${id} event.appended`,
        `chat ${id}-2 event.appended`,
        `chat ${id}-3 event.appended`,
        `department ${department.id} chat.changed`,
        `department ${target.id} chat.changed`,
        `operator ${owner.actor.operatorId} chat.changed`,
        `operator ${clara.actor.operatorId} chat.changed`,
      ].sort(),
    );
  });

  test("begins the new owner's own period, with nobody tried", async () => {
    const { id, clara } = await offeredChat();
    const { db } = clara;
    await db.execute(`update departments set reassign = true where id = '${(await chatOf(id)).offeredDepartmentId}'`);
    await ageChat(id, 2);
    await answerOffer(clara, id, accept);
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
    expect(await chatOf(id)).toMatchObject({ triedOperatorIds: [], hops: 0 });
  });
});

describe("an offer that is not accepted", () => {
  test.each([
    ["declined", decline],
    ["withdrawn", withdraw],
  ] as const)("%s leaves the chat with its sender, and both are told", async (reason, answer) => {
    const { id, owner, clara } = await offeredChat();
    const by = reason === "declined" ? clara : owner;
    expect(await answerOffer(by, id, answer)).toMatchObject({ owner: { id: owner.actor.operatorId }, offer: null });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "declined", pubSeq: null, data: { reason } });
    expect(await legsOf(id)).toHaveLength(1);
    expect(await clocksOf(id)).toEqual({});
    expect(toldTo(by.published)).toContain(`operator ${clara.actor.operatorId} chat.changed`);
  });

  test.each(["declined", "withdrawn", "expired", "closed"] as const)(
    "(%s) puts its receiver out of the chat's channels, if it was only the offer that showed it to them",
    async (end) => {
      for (const isMember of [false, true]) {
        const { id, owner, clara, department } = await offeredChat();
        const { operatorId } = clara.actor;
        if (isMember) await owner.db.insert(departmentMembers).values({ departmentId: department.id, operatorId });
        if (end === "expired") await ageChat(id, 3.05);
        if (end === "declined") await answerOffer(clara, id, decline);
        else if (end === "withdrawn") await answerOffer(owner, id, withdraw);
        else if (end === "closed") await closeChat(owner, id);
        else await fireDueTimers(owner);
        const told = toldTo([...owner.published, ...clara.published]);
        expect(told.includes(`operator ${operatorId} access.lost`)).toBe(!isMember);
      }
    },
  );

  test("nor declined within the reassign time returns to its sender by itself", async () => {
    const { id, owner, clara } = await offeredChat();
    expect(await clocksOf(id)).toEqual({ offer: 3 });
    await ageChat(id, 3.05);
    await fireDueTimers(owner);
    expect((await entriesOf(id)).last).toMatchObject({ kind: "declined", data: { reason: "expired" } });
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, offeredAt: null });
    // She sees neither the chat nor the department that it is in any more.
    await expect(answerOffer(clara, id, accept)).rejects.toMatchObject({ code: "forbidden" });
  });

  test.each([
    ["is Away", (id: string) => setOperator(id, { intent: "away" })],
    ["cannot be reached", (id: string) => heardOfBefore(id, 90)],
  ])("goes to the queue, with the time waited, when its sender %s", async (_, change) => {
    const { id, owner, clara, department } = await offeredChat();
    const { queuedSince } = await chatOf(id);
    await change(owner.actor.operatorId);
    await answerOffer(clara, id, decline);
    expect((await entriesOf(id)).kinds.slice(-2)).toEqual(["declined", "requeued"]);
    expect(await chatOf(id)).toMatchObject({ status: "queued", queuedSince, departmentId: department.id });
  });

  test("returns to a sender who is finishing: it is one of their present chats", async () => {
    const { id, owner, clara } = await offeredChat();
    await setOperator(owner.actor.operatorId, { finishing: true });
    await answerOffer(clara, id, decline);
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId });
  });

  test("while the server was away: a late tick calls its sender not absent, and waits a minute for their pulse", async () => {
    const { id, owner } = await offeredChat();
    await ageChat(id, 13);
    await heardOfBefore(owner.actor.operatorId, 600);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: owner.actor.operatorId });
    await heardOfBefore(owner.actor.operatorId, 5);
    await ageChat(id, 1.05);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: owner.actor.operatorId, offeredAt: null });
  });
});

describe("answering an offer is refused", () => {
  test("to everybody whose answer it is not, with the present state", async () => {
    const { id, owner, clara, department } = await offeredChat();
    const data = { owner: owner.actor.name, state: { owner: { id: owner.actor.operatorId } } };
    for (const [ctx, answer] of [
      [owner, accept],
      [owner, decline],
      [clara, withdraw],
      [await asOperator(department.id), accept],
    ] as const) {
      await expect(answerOffer(ctx, id, answer)).rejects.toMatchObject({ code: "conflict", data });
    }
    await expect(answerOffer(await asOperator(), id, accept)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("once it is over: answered before, moved on, or closed", async () => {
    const { id, owner, clara, target } = await offeredChat();
    await answerOffer(clara, id, accept);
    await expect(answerOffer(clara, id, accept)).rejects.toMatchObject({ code: "conflict", data: { owner: "Clara" } });
    await transferChat(clara, id, { operatorId: owner.actor.operatorId, note: "" });
    const boris = await asThere({ departmentIds: [target.id] });
    await sendMessage(boris, id, text("Mine", { epoch: 3 }));
    await expect(answerOffer(clara, id, withdraw)).rejects.toMatchObject({ code: "conflict" });
    await closeChat(boris, id);
    await expect(answerOffer(clara, id, withdraw)).rejects.toMatchObject({
      code: "conflict",
      data: { state: { status: "closed" } },
    });
    expect(await distribute(boris, [target.id])).toEqual({ assigned: 0, reassigned: 0 });
  });
});
