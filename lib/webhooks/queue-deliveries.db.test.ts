import { eq, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { offlineMessages, webhookDeliveries, webhooks } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { appendEvent } from "@/lib/chats/entries/append-event";
import { lockChat } from "@/lib/chats/lock-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { rateChat } from "@/lib/chats/visitor/rate-chat";
import { uuidv7 } from "@/lib/ids";
import { addNote } from "@/lib/notes/add-note";
import { noteOfflineMessage } from "@/lib/offline-messages/note-offline-message";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { text } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { addWebhook, deliveriesOf } from "./testing";

afterEach(async () => {
  await (await testDatabase()).delete(webhooks);
});

const URL_OF_NOBODY = "http://127.0.0.1:9/";
const typesOf = (rows: readonly { type: string }[]) => rows.map(({ type }) => type);

test("a chat is told from its beginning to its rating, with names, and with no note", async () => {
  const db = await testDatabase();
  const hook = await addWebhook(db, { url: URL_OF_NOBODY });
  const { owner, visitor, id, department } = await ownedChat();
  await sendMessage(owner, id, text("Good morning"));
  await addNote(owner, id, { clientId: uuidv7(), body: "a note between operators", mentions: [] });
  await sendMessage(visitor, id, text("Hello"));
  await closeChat(owner, id);
  await rateChat(visitor, id, { score: 4, comment: "fine" });
  const found = await deliveriesOf(db, hook.id);
  expect(typesOf(found)).toEqual([
    "chat.started",
    "message.created",
    "chat.assigned",
    "message.created",
    "message.created",
    "chat.closed",
    "chat.rated",
  ]);
  expect(JSON.stringify(found)).not.toContain("between operators");
  const operator = { id: owner.actor.operatorId, name: owner.actor.name };
  const shared = { department: { id: department.id, name: department.name }, chat: { id } };
  expect(found.map(({ payload }) => payload.data)).toMatchObject([
    { ...shared, operator: null, visitor: { name: "Vera" } },
    { ...shared, message: { body: "Is anyone there?", sender: { type: "visitor", name: "Vera" }, file: null } },
    { ...shared, operator, how: "assigned", previousOperatorId: null },
    { ...shared, operator, message: { body: "Good morning", sender: { type: "operator", ...operator } } },
    { ...shared, operator, message: { body: "Hello", sender: { type: "visitor" } } },
    { ...shared, chat: { id, status: "closed" }, reason: "operator", closedById: operator.id },
    { ...shared, rating: { score: 4, comment: "fine" } },
  ]);
  for (const { payload, type } of found) expect(payload).toMatchObject({ type, timestamp: expect.any(String) });
});

test("an entry that no visitor sees is told to nobody, whatever its kind", async () => {
  const db = await testDatabase();
  const hook = await addWebhook(db, { url: URL_OF_NOBODY });
  const { owner, id } = await ownedChat();
  const before = await deliveriesOf(db, hook.id);
  for (const kind of ["message", "closed", "transferred"] as const) {
    await db.transaction(async (tx) => {
      const chat = await lockChat(tx, owner.actor, id);
      const body = kind === "message" ? "between us" : null;
      const senderId = owner.actor.operatorId;
      await appendEvent(tx, chat, { kind, senderType: "operator", senderId, body, isInternal: true });
    });
  }
  expect(await deliveriesOf(db, hook.id)).toEqual(before);
});

test("a transfer is told to who listens to either department, and to nobody else", async () => {
  const db = await testDatabase();
  const { owner, id, department } = await ownedChat();
  const [next, other] = [await createDepartment(), await createDepartment()];
  const hooks = await Promise.all(
    [[department.id], [next.id], [other.id], null].map((departmentIds) =>
      addWebhook(db, { url: URL_OF_NOBODY, departmentIds, events: ["chat.transferred"] }),
    ),
  );
  await transferChat(owner, id, { departmentId: next.id, note: "" });
  const told = await Promise.all(hooks.map(({ id: hookId }) => deliveriesOf(db, hookId)));
  expect(told.map(typesOf)).toEqual([["chat.transferred"], ["chat.transferred"], [], ["chat.transferred"]]);
  const [one, same] = told.map(([first]) => first);
  expect(one?.eventId).toBe(same?.eventId);
  expect(one?.payload.data).toMatchObject({
    department: { id: next.id, name: next.name },
    how: "transferred",
    from: { departmentId: department.id, operatorId: owner.actor.operatorId },
  });
});

test("what was rolled back is told to nobody, and a webhook that is off is told nothing", async () => {
  const db = await testDatabase();
  const hook = await addWebhook(db, { url: URL_OF_NOBODY });
  const { id, visitor } = await waitingChat();
  const before = await deliveriesOf(db, hook.id);
  const broken = db.transaction(async (tx) => {
    const chat = await lockChat(tx, visitor.actor, id);
    await appendEvent(tx, chat, {
      kind: "message",
      senderType: "visitor",
      senderId: visitor.actor.visitorId,
      body: "x",
    });
    expect(await tx.$count(webhookDeliveries, eq(webhookDeliveries.webhookId, hook.id))).toBe(before.length + 1);
    throw new Error("rolled back");
  });
  await expect(broken).rejects.toThrow("rolled back");
  await db.update(webhooks).set({ disabledAt: sql`now()`, disabledReason: "admin" });
  await sendMessage(visitor, id, text("Nobody listens"));
  expect(await deliveriesOf(db, hook.id)).toEqual(before);
});

test("of many writers at once, through the quick way and the locked one, each message is told once", async () => {
  const db = await testDatabase();
  const scenes = await Promise.all([ownedChat(), ownedChat(), ownedChat()]);
  const departmentIds = scenes.map(({ department }) => department.id);
  const hooks = await Promise.all(
    [1, 2].map(() => addWebhook(db, { url: URL_OF_NOBODY, events: ["message.created"], departmentIds })),
  );
  const sent = scenes.flatMap((scene) =>
    Array.from({ length: 10 }, (_, index) => ({ scene, by: index % 2 === 0 ? scene.visitor : scene.owner })),
  );
  const messages = sent.map(({ scene, by }) => ({ id: scene.id, by, input: text("at once") }));
  // Each twice, as after an answer that was lost.
  await Promise.all([...messages, ...messages].map(({ id, by, input }) => sendMessage(by, id, input)));
  for (const hook of hooks) {
    const told = await deliveriesOf(db, hook.id);
    const seqs = told.map(({ payload, chatId }) => `${chatId} ${"chat" in payload.data && payload.data.chat.seq}`);
    expect(seqs).toHaveLength(messages.length);
    expect(new Set(seqs).size).toBe(messages.length);
  }
});

test("a message that was left is told once, whoever repeats it", async () => {
  const db = await testDatabase();
  const { visitor, department } = await waitingChat();
  const hook = await addWebhook(db, { url: URL_OF_NOBODY, departmentIds: [department.id] });
  const message = {
    visitorId: visitor.actor.visitorId,
    clientId: uuidv7(),
    departmentId: department.id,
    chatId: null,
    name: "Vera",
    email: "vera@example.com",
    body: "Call me",
    locale: "en",
    pageUrl: null,
  };
  for (const _ of [1, 2]) await db.transaction((tx) => noteOfflineMessage(tx, message));
  const [stored] = await db.select().from(offlineMessages).where(eq(offlineMessages.clientId, message.clientId));
  const told = await deliveriesOf(db, hook.id);
  expect(typesOf(told)).toEqual(["offline_message.created"]);
  expect(told[0]?.payload.data).toMatchObject({
    department: { id: department.id, name: department.name },
    visitor: { name: "Vera", email: "vera@example.com" },
    offlineMessage: { id: stored?.id, body: "Call me" },
  });
});

test("what was told of a visitor is erased with them", async () => {
  const db = await testDatabase();
  const department = await createDepartment();
  const hook = await addWebhook(db, { url: URL_OF_NOBODY, departmentIds: [department.id] });
  const { visitor } = await createChat(department);
  const other = await createChat(department);
  await eraseVisitor(visitor);
  const left = await deliveriesOf(db, hook.id);
  expect(new Set(left.map(({ visitorId }) => visitorId))).toEqual(new Set([other.visitor.actor.visitorId]));
});
