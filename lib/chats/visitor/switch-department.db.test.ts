import { describe, expect, test } from "vitest";
import { chatOf, clocksOf, entriesOf, legsOf, setChat, toldTo } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import { asThere, asVisitor, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { getEventsPage } from "../queries";
import { switchDepartment } from "./switch-department";

const notFound = { code: "not_found", message: "Not found", fields: undefined, data: undefined };
const queueOf = async (chat: Awaited<ReturnType<typeof waitingChat>>) =>
  (await getEventsPage(chat.visitor.db, chat.visitor.actor, chat.id, { after: 0, limit: 1 })).state.queue;

describe("a waiting visitor who switches", () => {
  test("waits in the other department with the time that they have waited, and both departments are told", async () => {
    const { id, visitor, department } = await waitingChat();
    const other = await createDepartment();
    const before = await chatOf(id);
    const state = await switchDepartment(visitor, id, { departmentId: other.id, key: await companyKey() });
    expect(state).toMatchObject({ status: "queued", department: { id: other.id }, queue: { place: 1 }, epoch: 2 });
    expect(await chatOf(id)).toMatchObject({ departmentId: other.id, queuedSince: before.queuedSince, hops: 0 });
    expect((await entriesOf(id)).last).toMatchObject({
      kind: "switched",
      data: { departmentName: other.name, fromDepartmentName: department.name, reason: "visitor" },
    });
    expect(await legsOf(id)).toMatchObject([
      { departmentId: department.id, operatorId: null, reason: "transferred", toSeq: 3 },
      { departmentId: other.id, operatorId: null, releasedAt: null, fromSeq: 3 },
    ]);
    expect(toldTo(visitor.published)).toEqual(
      [
        `visitorChat ${id} event.appended`,
        `chat ${id}-1 event.appended`,
        `chat ${id}-2 event.appended`,
        `department ${department.id} chat.changed`,
        `department ${other.id} chat.changed`,
      ].sort(),
    );
  });

  test("comes before those who came to the other department later", async () => {
    const early = await waitingChat();
    const other = await createDepartment();
    await createChat(other);
    await switchDepartment(early.visitor, early.id, { departmentId: other.id, key: await companyKey() });
    expect(await queueOf(early)).toMatchObject({ place: 1 });
  });

  test("to where they are already changes nothing, and so does the same request again", async () => {
    const { id, visitor, department } = await waitingChat();
    const other = await createDepartment();
    await switchDepartment(visitor, id, { departmentId: department.id });
    const first = await switchDepartment(visitor, id, { departmentId: other.id, key: await companyKey() });
    expect(await switchDepartment(visitor, id, { departmentId: other.id, key: await companyKey() })).toEqual(first);
    expect((await entriesOf(id)).kinds).toEqual(["started", "message", "switched"]);
  });
});

describe("where a visitor may not go is answered like a department that does not exist", () => {
  test.each([
    ["a hidden one with the company's key", { hidden: true }],
    ["a disabled one", { disabled: true }],
  ])("%s", async (_, flags) => {
    const { id, visitor } = await waitingChat();
    const target = await createDepartment(flags);
    const key = await companyKey();
    for (const departmentId of [target.id, crypto.randomUUID()]) {
      await expect(switchDepartment(visitor, id, { departmentId, key })).rejects.toMatchObject(notFound);
      await expect(switchDepartment(visitor, id, { departmentId })).rejects.toMatchObject(notFound);
    }
    expect((await entriesOf(id)).kinds).toEqual(["started", "message"]);
  });

  test("a visible one without a key, with another department's key, or with a key that nobody has", async () => {
    const { id, visitor, department } = await waitingChat();
    const { id: departmentId } = await createDepartment();
    for (const key of [undefined, department.key, "x".repeat(22), ""]) {
      await expect(
        switchDepartment(visitor, id, { departmentId, ...(key !== undefined && { key }) }),
      ).rejects.toMatchObject(notFound);
    }
  });

  test("a hidden one is reached with its own key, which is what its snippet carries", async () => {
    const { id, visitor } = await waitingChat();
    const hidden = await createDepartment({ hidden: true });
    expect(await switchDepartment(visitor, id, { departmentId: hidden.id, key: hidden.key })).toMatchObject({
      department: { id: hidden.id },
    });
  });

  test("another visitor's chat is answered like one that does not exist", async () => {
    const { id } = await waitingChat();
    const { id: departmentId } = await createDepartment();
    await expect(
      switchDepartment(await asVisitor(), id, { departmentId, key: await companyKey() }),
    ).rejects.toMatchObject(notFound);
  });
});

describe("switching is refused", () => {
  test("when an operator has taken the chat, or it is closed, with the present state", async () => {
    const { id, visitor, owner } = await ownedChat();
    const { id: departmentId } = await createDepartment();
    const input = { departmentId, key: await companyKey() };
    await expect(switchDepartment(visitor, id, input)).rejects.toMatchObject({
      code: "conflict",
      data: { state: { status: "active", owner: { name: owner.actor.name } } },
    });
    await closeChat(visitor, id);
    await expect(switchDepartment(visitor, id, input)).rejects.toMatchObject({
      code: "closed",
      data: { state: { status: "closed" } },
    });
  });

  test("where the queue is full or the hours are over, and the visitor keeps their place", async () => {
    const { id, visitor, department } = await waitingChat();
    const full = await createDepartment({ queueLimitChats: 1 });
    await createChat(full);
    const closed = await createDepartment({ hours: [] });
    const key = await companyKey();
    for (const [departmentId, state] of [
      [full.id, "full"],
      [closed.id, "closed"],
    ] as const) {
      await expect(switchDepartment(visitor, id, { departmentId, key })).rejects.toMatchObject({
        code: "conflict",
        data: { state },
      });
    }
    expect(await chatOf(id)).toMatchObject({ status: "queued", departmentId: department.id });
  });
});

describe("an overflow that was offered", () => {
  test("is accepted without a key, keeps the waiting time and counts as a hop", async () => {
    const overflow = await createDepartment();
    await asThere({ departmentIds: [overflow.id] });
    const { id, visitor } = await waitingChat({ overflowDepartmentId: overflow.id, overflowAfterMinutes: 5 });
    await setChat(id, { overflowOfferedAt: new Date() });
    const { queuedSince } = await chatOf(id);
    await switchDepartment(visitor, id, { departmentId: overflow.id });
    expect(await chatOf(id)).toMatchObject({
      departmentId: overflow.id,
      queuedSince,
      hops: 1,
      overflowOfferedAt: null,
    });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "switched", data: { reason: "overflow" } });
    expect(await clocksOf(id)).toEqual({ abandoned: 15 });
  });

  test("that was not made opens nothing, and neither does one to a department hidden since", async () => {
    const overflow = await createDepartment();
    const { id, visitor } = await waitingChat({ overflowDepartmentId: overflow.id, overflowAfterMinutes: 5 });
    await expect(switchDepartment(visitor, id, { departmentId: overflow.id })).rejects.toMatchObject(notFound);
    const hidden = await createDepartment({ hidden: true });
    const other = await waitingChat({ overflowDepartmentId: hidden.id, overflowAfterMinutes: 5 });
    await setChat(other.id, { overflowOfferedAt: new Date() });
    await expect(switchDepartment(other.visitor, other.id, { departmentId: hidden.id })).rejects.toMatchObject(
      notFound,
    );
  });
});
