import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { crmConnection, crmDeliveries } from "@/db/schema";
import type { Database } from "@/db/types";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { restoreSettings } from "@/lib/settings/test-rows";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { text } from "@/tests/support/chat-rows";
import { type Creatio, startCreatio, TROUBLES, WRONG_PASSWORD } from "@/tests/support/creatio/stand-in";
import { testDatabase } from "@/tests/support/database";
import { asRole } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { claimChat, claimConnection, endConnection, keepConnection } from "./claims";
import { connectCrm } from "./connect-crm";
import { CRM_ATTEMPTS_MAX } from "./rules";
import { tellDueChats } from "./tell-due-chats";
import { connectionOf, deliveryOf, forgetCrm, letTimePass, saveAccountOf, testSender } from "./testing";

let db: Database;
let crm: Creatio;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  crm = await startCreatio();
  await synchronize();
});
afterEach(async () => {
  await crm.close();
  await forgetCrm(db);
});
afterAll(restoreSettings);

const tell = (options?: Parameters<typeof testSender>[1]) => tellDueChats(testSender(db, options));
const told = (count: number) => ({ told: count, dropped: 0, retried: 0, failed: 0 });

async function synchronize(values: Parameters<typeof saveAccountOf>[2] = {}) {
  await saveAccountOf(db, crm, values);
  return connectCrm(await asRole("admin"), testSender(db));
}

async function closedChat() {
  const chat = await ownedChat();
  await closeChat(chat.owner, chat.id);
  return chat;
}

test("a session that has run out is renewed once, and nobody notices", async () => {
  const chat = await closedChat();
  crm.expire();
  expect(await tell()).toEqual(told(1));
  expect(crm.state.signIns).toBe(2);
  await closedChat();
  expect(await tell()).toEqual(told(1));
  expect(crm.state.signIns).toBe(2);
  expect(crm.activities.has(chat.id)).toBe(true);
});

test("an account that may sign in and nothing else is tried once more, and then not for an hour", async () => {
  await closedChat();
  crm.answers(({ path }, response) => {
    if (!path.includes("/odata/")) return false;
    response.writeHead(403, { "content-type": "application/json" }).end('{"error":{"message":"No right to OData"}}');
    return true;
  });
  expect(await tell()).toEqual(told(0));
  expect(crm.state.signIns).toBe(2);
  expect(await connectionOf(db)).toMatchObject({ failure: "rights", failureText: "HTTP 403 No right to OData" });
  expect(await tell()).toEqual(told(0));
  expect(crm.state.signIns).toBe(2);
});

test("a changed password turns it red at one attempt, locks nothing, loses no chat; Save and Synchronize mend it", async () => {
  const chat = await closedChat();
  crm.expire();
  crm.state.password = "new one";
  expect(await tell()).toEqual(told(0));
  const red = { failure: "password", failureText: WRONG_PASSWORD, retryAt: null, failedAt: expect.any(Date) };
  expect(await connectionOf(db)).toMatchObject(red);
  const later = await closedChat();
  for (let run = 0; run < 20; run++) {
    await letTimePass(db);
    expect(await tell()).toEqual(told(0));
  }
  expect(crm.state.signIns).toBe(2);
  expect(await deliveryOf(db, chat.id)).toMatchObject({ deliveredAt: null, failedAt: null, attempts: 0 });

  expect(await synchronize({ password: "new one" })).toMatchObject({
    outcome: "connected",
    changed: ["password"],
    waiting: 2,
  });
  expect(await connectionOf(db)).toMatchObject({ failure: null, failureText: null, failedAt: null });
  expect(await tell()).toEqual(told(2));
  expect([...crm.activities.keys()].sort()).toEqual([chat.id, later.id].sort());
});

describe("whatever the CRM answers, the chats wait and each is told once afterwards", () => {
  test.each([
    ["html", "answer"],
    ["error", "unreachable"],
    ["redirect", "redirect"],
    ["hangUp", "unreachable"],
    ["silent", "unreachable"],
  ] as const)("%s", async (trouble, failure) => {
    const chats = [await closedChat(), await closedChat()];
    crm.answers(TROUBLES[trouble]);
    const options = trouble === "silent" ? { timeoutMs: 300 } : {};
    for (let run = 1; run <= 3; run++) {
      expect(await tell(options)).toEqual(told(0));
      expect(await connectionOf(db)).toMatchObject({ failure, attempts: run, retryAt: expect.any(Date) });
      const before = crm.asked.length;
      // It is not asked again before its time.
      expect(await tell(options)).toEqual(told(0));
      expect(crm.asked).toHaveLength(before);
      await letTimePass(db);
    }
    for (const { id } of chats) expect(await deliveryOf(db, id)).toMatchObject({ attempts: 0, failedAt: null });
    crm.answers(null);
    expect(await tell()).toEqual(told(2));
    expect([...crm.activities.keys()].sort()).toEqual(chats.map(({ id }) => id).sort());
    expect(await connectionOf(db)).toMatchObject({ failure: null, attempts: 0, retryAt: null });
  });

  test("also where nobody is there at all", async () => {
    const chat = await closedChat();
    const { address } = crm;
    await crm.close();
    expect(await tell()).toEqual(told(0));
    expect(await connectionOf(db)).toMatchObject({ failure: "unreachable", address });
    expect(await deliveryOf(db, chat.id)).toMatchObject({ attempts: 0, deliveredAt: null });
  });
});

test("a run that asked the CRM for nothing says nothing about it", async () => {
  const { visitor, id } = await closedChat();
  crm.answers(TROUBLES.hangUp);
  await tell();
  await sendMessage(visitor, id, text("Wait", { reopen: true }));
  await letTimePass(db);
  expect(await tell()).toMatchObject({ dropped: 1 });
  expect(await connectionOf(db)).toMatchObject({ failure: "unreachable", attempts: 1, claim: null });
});

test("a chat that the CRM refuses holds up no other one, is given up in the end, and Synchronize sends it again", async () => {
  const refused = await closedChat();
  const other = await closedChat();
  crm.answers(({ method, body }, response) => {
    if (method !== "POST" || !body.includes(refused.id)) return false;
    response.writeHead(500, { "content-type": "application/json" }).end('{"error":{"message":"A trigger failed"}}');
    return true;
  });
  expect(await tell()).toEqual({ told: 1, dropped: 0, retried: 1, failed: 0 });
  expect([...crm.activities.keys()]).toEqual([other.id]);
  for (let attempt = 2; attempt < CRM_ATTEMPTS_MAX; attempt++) {
    await letTimePass(db);
    expect(await tell()).toMatchObject({ retried: 1 });
  }
  await letTimePass(db);
  expect(await tell()).toMatchObject({ retried: 0, failed: 1 });
  const given = { failure: "refused", error: "HTTP 500 A trigger failed", failedAt: expect.any(Date) };
  expect(await deliveryOf(db, refused.id)).toMatchObject(given);
  expect(await connectionOf(db)).toMatchObject({ failure: null });
  crm.answers(null);
  expect(await synchronize()).toMatchObject({ outcome: "connected", sentAgain: 1, waiting: 1 });
  expect(await tell()).toEqual(told(1));
});

test("a process that died leaves the connection and its chat to the next one, when its time is over", async () => {
  const chat = await closedChat();
  expect(await claimConnection(db)).not.toBeNull();
  expect(await claimChat(db)).toMatchObject({ chatId: chat.id });
  expect(await tell()).toEqual(told(0));
  await db.update(crmConnection).set({ claimedUntil: new Date(0) });
  await letTimePass(db);
  expect(await tell()).toEqual(told(1));
  expect(crm.activities.size).toBe(1);

  await db.update(crmDeliveries).set({ deliveredAt: null, attempts: CRM_ATTEMPTS_MAX, dueAt: new Date(0) });
  expect(await tell()).toEqual({ ...told(0), failed: 1 });
  expect(await deliveryOf(db, chat.id)).toMatchObject({ failure: "unfinished" });
});

test("a process whose time was over ends nothing of who has the connection now, and keeps nothing of it", async () => {
  const late = await claimConnection(db);
  await db.update(crmConnection).set({ claimedUntil: new Date(0) });
  const now = await claimConnection(db);
  if (!late || !now) throw new Error("the connection was not claimed");
  expect(await keepConnection(db, late)).toBe(false);
  const failure = { kind: "unreachable", text: "from the past" } as const;
  await endConnection(db, late, { sessionEncrypted: null, hasSent: true, hasHeard: true, failure });
  expect(await connectionOf(db)).toMatchObject({ claim: now.claim, failure: null, lastSentAt: null });
  expect(await keepConnection(db, now)).toBe(true);
});

test("a chat that a slow process still tells of is taken by nobody else, also where the connection is somebody else's", async () => {
  const chat = await closedChat();
  await claimConnection(db);
  expect(await claimChat(db)).toMatchObject({ chatId: chat.id });
  await db.update(crmConnection).set({ claimedUntil: new Date(0) });
  expect(await tell()).toEqual(told(0));
  expect(crm.activities.size).toBe(0);
});

test("a run from which Synchronize has taken the connection notes nothing about the new one", async () => {
  await closedChat();
  let done: Promise<unknown> = Promise.resolve();
  crm.answers(({ path }) => {
    if (!path.includes("/Activity")) return;
    crm.answers(null);
    crm.expire();
    done = synchronize({ login: crm.state.login });
  });
  await Promise.all([tell(), tell()]);
  await done;
  const { failure, claim } = (await connectionOf(db)) ?? {};
  expect({ failure, claim }).toEqual({ failure: null, claim: null });
});

test("a private network is not connected to unless the installation says so, and nothing of it is asked", async () => {
  await closedChat();
  const before = crm.asked.length;
  expect(await tell({ allowsPrivate: false })).toEqual(told(0));
  expect(crm.asked).toHaveLength(before);
  expect(await connectionOf(db)).toMatchObject({ failure: "address", retryAt: null });
});

test("a chat that its visitor has erased is emptied in the CRM, and one that was never told of is not made there", async () => {
  const [told1, untold] = [await closedChat(), await closedChat()];
  await db.delete(crmDeliveries).where(eq(crmDeliveries.chatId, untold.id));
  expect(await tell()).toEqual(told(1));
  await eraseVisitor(told1.visitor);
  await eraseVisitor(untold.visitor);
  await tell();
  expect([...crm.activities.keys()]).toEqual([told1.id]);
  const activity = crm.activities.get(told1.id);
  expect(activity).toMatchObject({ Title: "A chat that was erased", ContactId: null });
  expect(JSON.stringify(activity)).not.toMatch(/Vera|Is anyone there/);
});
