import { expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { tellTyping } from "@/lib/chats/pulse/tell-typing";
import { getEventsPage } from "@/lib/chats/queries";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { chatOf, entriesOf, legsOf, setChat, text, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, asThere, asVisitor, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { takeOverChat } from "./take-over-chat";

async function scene() {
  const { id, owner, department, visitor } = await ownedChat();
  return { id, owner, department, visitor, sue: await asRole("supervisor", department.id) };
}

test("a supervisor becomes the owner: a new leg and epoch, one line to the visitor, and the former owner is told who", async () => {
  const { id, owner, sue, department } = await scene();
  expect(await takeOverChat(sue, id, { epoch: 2 })).toMatchObject({ owner: { id: sue.actor.operatorId }, epoch: 3 });
  expect((await entriesOf(id)).last).toMatchObject({
    kind: "taken_over",
    pubSeq: expect.any(Number),
    data: { operatorId: sue.actor.operatorId, fromName: owner.actor.name },
    internal: { decision: { rule: "takenOver" } },
  });
  expect(await legsOf(id)).toMatchObject([
    { operatorId: owner.actor.operatorId, reason: "transferred", toSeq: 4 },
    { operatorId: sue.actor.operatorId, reason: null, fromSeq: 4 },
  ]);
  expect(toldTo(sue.published)).toEqual([
    `chat ${id}-2 event.appended`,
    `chat ${id}-3 event.appended`,
    `department ${department.id} chat.changed`,
    `operator ${owner.actor.operatorId} chat.changed`,
    `operator ${owner.actor.operatorId} chat.taken`,
    `visitorChat ${id} event.appended`,
  ]);
  expect(sue.published.find(({ name }) => name === "chat.taken")?.data).toMatchObject({ byName: sue.actor.name });
});

test("the former owner who was writing keeps the text: 409 with the present state, and nothing is written", async () => {
  const { id, owner, sue } = await scene();
  await takeOverChat(sue, id, { epoch: 2 });
  const { lastSeq } = await chatOf(id);
  await expect(sendMessage(owner, id, text("Nearly done", { epoch: 2 }))).rejects.toMatchObject({
    code: "not_owner",
    data: { state: { owner: { name: sue.actor.name }, epoch: 3 } },
  });
  expect(await chatOf(id)).toMatchObject({ lastSeq, operatorId: sue.actor.operatorId });
});

test("an admin of no department takes over, too, and what was on hold or offered is so no more", async () => {
  const { id, owner } = await scene();
  await holdChat(owner, id, true);
  await setChat(id, { offeredOperatorId: owner.actor.operatorId, offeredAt: new Date() });
  const admin = await asRole("admin");
  await takeOverChat(admin, id, { epoch: 2 });
  expect(await chatOf(id)).toMatchObject({ operatorId: admin.actor.operatorId, heldAt: null, offeredOperatorId: null });
});

test("asked twice, it is done once", async () => {
  const { id, sue } = await scene();
  await takeOverChat(sue, id, { epoch: 2 });
  const { lastSeq } = await chatOf(id);
  expect(await takeOverChat(sue, id, { epoch: 2 })).toMatchObject({ epoch: 3 });
  expect(await chatOf(id)).toMatchObject({ lastSeq });
});

test("is refused to operators of the department, to supervisors of others, and for a chat that does not exist", async () => {
  const { id, department, sue } = await scene();
  const elsewhere = await createDepartment();
  for (const ctx of [
    await asOperator(department.id),
    await asOperator(elsewhere.id),
    await asRole("supervisor", elsewhere.id),
  ]) {
    await expect(takeOverChat(ctx, id, { epoch: 2 })).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(takeOverChat(sue, crypto.randomUUID(), { epoch: 1 })).rejects.toMatchObject({ code: "not_found" });
  expect((await chatOf(id)).epoch).toBe(2);
});

test("of a supervisor who was shown another owner, nobody, or an open chat, the present state is the answer", async () => {
  const { id, department, sue, owner } = await scene();
  const boris = await asThere({ departmentIds: [department.id] });
  await sendMessage(boris, id, text("I know this one", { epoch: 2 }));
  await expect(takeOverChat(sue, id, { epoch: 2 })).rejects.toMatchObject({
    code: "conflict",
    data: { owner: boris.actor.name, state: { epoch: 3 } },
  });
  await closeChat(boris, id);
  await expect(takeOverChat(sue, id, { epoch: 3 })).rejects.toMatchObject({ code: "closed" });
  const waiting = await waitingChat();
  await expect(
    takeOverChat(await asRole("supervisor", waiting.department.id), waiting.id, { epoch: 1 }),
  ).rejects.toMatchObject({ code: "conflict", data: { owner: "" } });
  expect(owner.actor.operatorId).not.toBe((await chatOf(id)).operatorId);
});

test("after a transfer to another department the chat is its supervisors', and no longer these", async () => {
  const { id, owner, sue } = await scene();
  const there = await createDepartment();
  await transferChat(owner, id, { departmentId: there.id, note: "" });
  await expect(takeOverChat(sue, id, { epoch: 2 })).rejects.toMatchObject({ code: "forbidden" });
});

test("a supervisor who only watches leaves no mark, and to the visitor is neither typing nor known", async () => {
  const { id, sue, visitor, owner, department } = await scene();
  await getEventsPage(sue.db, sue.actor, id, { after: 0, limit: 200 });
  await recordPulse(sue, { chatIds: [id], read: { [id]: 3 }, delivered: { [id]: 3 }, typingIn: id });
  // Nothing but that she is there, to the boards.
  expect(toldTo(sue.published)).toEqual([`department ${department.id} board.changed`]);
  await tellTyping(sue, id, { as: "reply" });
  expect(sue.published.filter(({ channel }) => channel === "visitorChat")).toEqual([]);
  expect(await chatOf(id)).toMatchObject({
    operatorReadSeq: 0,
    operatorDeliveredSeq: 0,
    operatorReadPubSeq: 0,
    unreadCount: 1,
    typedAt: null,
    operatorId: owner.actor.operatorId,
  });
  const seen = JSON.stringify(await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 200 }));
  expect(seen).not.toContain(sue.actor.operatorId);
  expect(seen).not.toContain(sue.actor.name);
  await expect(getEventsPage(sue.db, (await asVisitor()).actor, id, { after: 0, limit: 1 })).rejects.toMatchObject({
    code: "not_found",
  });
});
