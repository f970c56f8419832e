import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { getEventsPage } from "@/lib/chats/queries";
import { distribute } from "@/lib/routing/distribute";
import { chatOf, clocksOf, entriesOf, legsOf, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { transferChat } from "./transfer-chat";

const note = "Wants a refund";
const to = (target: { departmentId?: string; operatorId?: string }) => ({ note: "", ...target });

describe("a transfer to a department", () => {
  test("queues the chat there by the time that its visitor has waited, and tells both departments", async () => {
    const { id, owner, department } = await ownedChat();
    const other = await createDepartment();
    await createChat(other);
    const { queuedSince, awaitingSince } = await chatOf(id);
    const chat = await transferChat(owner, id, { departmentId: other.id, note });
    expect(chat).toMatchObject({ status: "queued", owner: null, department: { id: other.id }, epoch: 3 });
    // The first-response clock does not restart either.
    expect(await chatOf(id)).toMatchObject({ queuedSince, awaitingSince, hops: 0, assignedAt: null });
    expect(await legsOf(id)).toMatchObject([
      { operatorId: owner.actor.operatorId, departmentId: department.id, reason: "transferred", toSeq: 4 },
      { operatorId: null, departmentId: other.id, releasedAt: null, fromSeq: 4 },
    ]);
    expect(await clocksOf(id)).toEqual({ abandoned: 15 });
    expect(toldTo(owner.published)).toEqual(
      [
        `visitorChat ${id} event.appended`,
        `chat ${id}-2 event.appended`,
        `chat ${id}-3 event.appended`,
        `department ${department.id} chat.changed`,
        `department ${other.id} chat.changed`,
        `operator ${owner.actor.operatorId} chat.changed`,
      ].sort(),
    );
  });

  test("carries a note that operators read and the visitor does not", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    const other = await createDepartment();
    const receiver = await asOperator(other.id);
    await transferChat(owner, id, { departmentId: other.id, note });
    const last = async ({ db, actor }: typeof receiver | typeof visitor) =>
      (await getEventsPage(db, actor, id, { after: 0, limit: 9 })).events.at(-1);
    expect(await last(receiver)).toMatchObject({
      kind: "transferred",
      data: { departmentName: other.name, fromName: owner.actor.name, fromDepartmentName: department.name },
      internal: { note },
    });
    const seen = await last(visitor);
    expect(seen).toMatchObject({ kind: "transferred", data: { departmentName: other.name } });
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${note}|${owner.actor.operatorId}`));
  });

  test("is distributed there, but not to whoever has just given it away", async () => {
    const other = await createDepartment();
    const { id, owner } = await ownedChat({}, { values: { maxLoad: 9 } });
    const both = await asThere({ departmentIds: [other.id] });
    await both.db.execute(
      `insert into department_members (department_id, operator_id) values ('${other.id}', '${owner.actor.operatorId}')`,
    );
    await createChat(other);
    await createChat(other);
    await transferChat(owner, id, to({ departmentId: other.id }));
    await distribute(both, [other.id]);
    expect(await chatOf(id)).toMatchObject({ operatorId: both.actor.operatorId, departmentId: other.id });
  });

  test("reaches a hidden department, and not a disabled one, a missing one, or the one where the chat is", async () => {
    const { id, owner, department } = await ownedChat();
    const disabled = await createDepartment({ disabled: true });
    for (const departmentId of [disabled.id, crypto.randomUUID(), department.id]) {
      await expect(transferChat(owner, id, to({ departmentId }))).rejects.toMatchObject({
        code: "invalid",
        fields: { departmentId: expect.any(String) },
      });
    }
    expect((await entriesOf(id)).kinds).toHaveLength(3);
    const hidden = await createDepartment({ hidden: true });
    expect(await transferChat(owner, id, to({ departmentId: hidden.id }))).toMatchObject({
      department: { id: hidden.id },
    });
  });

  test("of a waiting chat is any member's, of somebody's chat their own or a supervisor's", async () => {
    const { id, department } = await waitingChat();
    const other = await createDepartment();
    await transferChat(await asOperator(department.id), id, to({ departmentId: other.id }));
    expect(await chatOf(id)).toMatchObject({ status: "queued", departmentId: other.id });
    const owned = await ownedChat();
    await transferChat(await asRole("supervisor", owned.department.id), owned.id, to({ departmentId: other.id }));
    expect(await chatOf(owned.id)).toMatchObject({ status: "queued", departmentId: other.id });
  });
});

describe("a transfer to an operator", () => {
  test("is offered: the sender stays responsible, the receiver is told, and the visitor sees nothing yet", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    const clara = await asThere({ departmentIds: [(await createDepartment()).id], name: "Clara" });
    const chat = await transferChat(owner, id, { operatorId: clara.actor.operatorId, note });
    expect(chat).toMatchObject({
      status: "active",
      owner: { id: owner.actor.operatorId },
      epoch: 2,
      offer: { operatorId: clara.actor.operatorId, operatorName: "Clara", departmentName: null },
    });
    expect(await clocksOf(id)).toEqual({ reassign: 3, offer: 3 });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "offered", pubSeq: null, internal: { note } });
    expect(await legsOf(id)).toMatchObject([{ operatorId: owner.actor.operatorId, releasedAt: null }]);
    expect(toldTo(owner.published)).toEqual(
      [
        `chat ${id}-2 event.appended`,
        `department ${department.id} chat.changed`,
        `operator ${clara.actor.operatorId} chat.changed`,
      ].sort(),
    );
    const seen = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 9 });
    expect(JSON.stringify(seen)).not.toMatch(/Clara|offered/);
  });

  test("in a department asks for a member of it; a deactivated operator, the owner and nobody are refused", async () => {
    const { id, owner } = await ownedChat();
    const other = await createDepartment();
    const clara = await asThere({ departmentIds: [other.id] });
    const gone = await asThere({ departmentIds: [other.id], values: { deactivatedAt: new Date() } });
    const outsider = await asThere({ departmentIds: [] });
    for (const [operatorId, problem] of [
      [outsider.actor.operatorId, "operatorNotThere"],
      [gone.actor.operatorId, "operatorGone"],
      [crypto.randomUUID(), "operatorGone"],
      [owner.actor.operatorId, "operatorHasIt"],
    ] as const) {
      await expect(transferChat(owner, id, to({ operatorId, departmentId: other.id }))).rejects.toMatchObject({
        code: "invalid",
        fields: { operatorId: problem },
      });
    }
    const target = to({ operatorId: clara.actor.operatorId, departmentId: other.id });
    expect(await transferChat(owner, id, target)).toMatchObject({ offer: { departmentName: other.name } });
  });

  test("offered anew to somebody else ends the first offer, and the first receiver is told", async () => {
    const { id, owner, department } = await ownedChat();
    const [clara, dora] = [await asOperator(department.id), await asOperator(department.id)];
    await transferChat(owner, id, to({ operatorId: clara.actor.operatorId }));
    owner.published.length = 0;
    await transferChat(owner, id, to({ operatorId: dora.actor.operatorId }));
    expect(await chatOf(id)).toMatchObject({ offeredOperatorId: dora.actor.operatorId });
    for (const { actor } of [clara, dora]) {
      expect(toldTo(owner.published)).toContain(`operator ${actor.operatorId} chat.changed`);
    }
  });

  test("is refused for a chat that waits: somebody accepts it first", async () => {
    const { id, department } = await waitingChat();
    const [boris, clara] = [await asOperator(department.id), await asOperator(department.id)];
    await expect(transferChat(boris, id, to({ operatorId: clara.actor.operatorId }))).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("transferring is refused", () => {
  test("to a colleague, an outsider and after the close, with the present state", async () => {
    const { id, owner, department } = await ownedChat();
    const target = to({ departmentId: (await createDepartment()).id });
    await expect(transferChat(await asOperator(department.id), id, target)).rejects.toMatchObject({
      code: "not_owner",
      data: { owner: owner.actor.name, state: { owner: { id: owner.actor.operatorId } } },
    });
    for (const outsider of [await asOperator(), await asRole("supervisor")]) {
      await expect(transferChat(outsider, id, target)).rejects.toMatchObject({ code: "forbidden" });
    }
    await closeChat(owner, id);
    await expect(transferChat(owner, id, target)).rejects.toMatchObject({
      code: "closed",
      data: { state: { status: "closed" } },
    });
  });
});
