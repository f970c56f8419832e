import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { pushOutbox, pushSubscriptions } from "@/db/schema";
import { DEFAULT_SETTINGS } from "@/lib/alerts/rules";
import { updateAlertSettings } from "@/lib/alerts/update-alert-settings";
import { pulseInput } from "@/lib/chats/input-schemas";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import type { Context, OperatorActor } from "@/lib/context";
import { uuidv7 } from "@/lib/ids";
import { addNote } from "@/lib/notes/add-note";
import { readMentions } from "@/lib/notes/read-mentions";
import { deactivateOperator } from "@/lib/operators/deactivate-operator";
import { endSession, openSession } from "@/lib/operators/sessions";
import { distribute } from "@/lib/routing/distribute";
import { raiseAlerts } from "@/lib/supervision/raise-alerts";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { ageChat } from "@/tests/support/age-chat";
import { text } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { startPushService, type TestBrowser, type TestPushService } from "@/tests/support/push/push-service";
import { ownedChat } from "@/tests/support/scenes";
import { deleteOldPush } from "./delete-old-push";
import { ensurePushKeys } from "./keys";
import { isPushDue, PUSH_ATTEMPTS_MAX, sendDuePush } from "./send-due-push";
import { listDevices, pushTest, subscribe, unsubscribe } from "./subscribe";

const SECRET = "a secret of the tests that is long enough";
let service: TestPushService | undefined;
async function pushService(): Promise<TestPushService> {
  service ??= await startPushService(await ensurePushKeys(await testDatabase(), SECRET));
  return service;
}
beforeEach(async () => {
  (await pushService()).answer(null);
  await (await testDatabase()).delete(pushOutbox);
});
afterAll(() => service?.close());

type Operator = Context<OperatorActor>;

/** The operator's browser, signed in and subscribed. */
async function subscribed(operator: Operator): Promise<Operator & { browser: TestBrowser }> {
  const { operatorId } = operator.actor;
  const sessionId = await openSession(operator.db, operatorId, { userAgent: "test browser", ipAddress: "" });
  const browser = (await pushService()).browser();
  const there = { ...operator, actor: { ...operator.actor, sessionId }, browser };
  const { endpoint, p256dh, auth } = browser;
  await subscribe(there, { endpoint, keys: { p256dh, auth }, locale: "en" });
  return there;
}
const send = async () => sendDuePush({ db: await testDatabase() }, (await pushService()).transport);
const makeDue = async () => (await testDatabase()).update(pushOutbox).set({ dueAt: sql`now()` });
const outbox = async () => (await testDatabase()).select().from(pushOutbox);
const look = (operator: Operator, inSight: boolean) => recordPulse(operator, pulseInput.parse({ inSight }));

async function scene(values: Parameters<typeof createDepartment>[0] = {}) {
  const made = await ownedChat(values);
  await (await testDatabase()).delete(pushOutbox);
  return { ...made, anna: await subscribed(made.owner) };
}

describe("a message of the visitor", () => {
  test("is pushed to its owner, signed and encrypted, with no more in it than the department and a name", async () => {
    const { anna, id, visitor, department } = await scene();
    await sendMessage(visitor, id, text("My card number is 4111"));
    expect(await isPushDue(anna.db)).toBe(true);
    expect(await send()).toMatchObject({ sent: 1 });
    expect((await pushService()).refused).toEqual([]);
    const [row] = await outbox();
    expect(anna.browser.received).toEqual([
      {
        id: row?.id,
        kind: "message",
        chatId: id,
        title: `${department.name}: new message`,
        body: "Vera",
        icon: null,
        stays: false,
      },
    ]);
    expect((await pushService()).taken.at(-1)).toMatchObject({ urgency: "high", ttl: "600" });
    expect(await send()).toEqual({ sent: 0, waiting: 0, retried: 0, ended: 0 });
    const [device] = await listDevices(anna.db, anna.actor);
    expect(device).toMatchObject({ deliveredAt: expect.any(String), error: null });
  });

  test("tells what was written where the operator wants that, in their language", async () => {
    const { anna, id, visitor, department } = await scene();
    await updateAlertSettings(anna, { ...DEFAULT_SETTINGS, pushesText: true });
    await anna.db.execute(sql`update operators set locale = 'ru' where id = ${anna.actor.operatorId}::uuid`);
    await sendMessage(visitor, id, text("Is **this** in stock?"));
    await send();
    expect(anna.browser.received).toMatchObject([
      { title: `${department.name}: новое сообщение`, body: "Vera: Is this in stock?" },
    ]);
  });

  test("of many in a row one is pushed, and one more only for what came after it", async () => {
    const { anna, id, visitor } = await scene();
    for (const words of ["One", "Two", "Three"]) await sendMessage(visitor, id, text(words));
    expect(await send()).toMatchObject({ sent: 1 });
    await sendMessage(visitor, id, text("Four"));
    expect(await send()).toMatchObject({ sent: 1 });
    expect(anna.browser.received).toHaveLength(2);
  });

  test("that comes while another is on its way is not lost with it", async () => {
    const { anna, id, visitor } = await scene();
    await sendMessage(visitor, id, text("One"));
    const { transport } = await pushService();
    const slow = {
      send: async (request: Parameters<typeof transport.send>[0]) => {
        await transport.send(request);
        if (anna.browser.received.length === 1) await sendMessage(visitor, id, text("Two"));
      },
    };
    await sendDuePush({ db: anna.db }, slow);
    await send();
    expect(anna.browser.received).toHaveLength(2);
    expect(await outbox()).toMatchObject([{ sentAt: expect.any(Date) }]);
  });

  test("is not pushed while an inbox is in sight, not even in another browser, and is when nobody looks any more", async () => {
    const { anna, id, visitor } = await scene();
    const elsewhere = await subscribed(anna);
    await look(elsewhere, true);
    await sendMessage(visitor, id, text("Hello?"));
    expect(await send()).toMatchObject({ sent: 0, waiting: 2 });
    await makeDue();
    expect(await send()).toMatchObject({ sent: 0, waiting: 2 });
    await look(elsewhere, false);
    await makeDue();
    expect(await send()).toMatchObject({ sent: 2 });
    expect([anna.browser.received.length, elsewhere.browser.received.length]).toEqual([1, 1]);
  });

  test("that was read in sight is never pushed, and an inbox that fell silent is in sight no longer", async () => {
    const { anna, id, visitor } = await scene();
    await look(anna, true);
    const { event } = await sendMessage(visitor, id, text("Hello?"));
    await send();
    await recordPulse(anna, pulseInput.parse({ chatIds: [id], read: { [id]: event.seq + 1 } }));
    await look(anna, false);
    await makeDue();
    expect(await send()).toMatchObject({ sent: 0, ended: 1 });
    await look(anna, true);
    await sendMessage(visitor, id, text("And now?"));
    await anna.db.execute(
      sql`update auth_sessions set visible_until = visible_until - interval '35 seconds' where id = ${anna.actor.sessionId}::uuid`,
    );
    expect(await send()).toMatchObject({ sent: 1 });
  });

  test("of an operator is pushed to nobody", async () => {
    const { anna, id } = await scene();
    await sendMessage(anna, id, text("An answer"));
    expect(await outbox()).toEqual([]);
  });
});

describe("a chat", () => {
  test("that was given to an operator is pushed to them alone, and stays on the screen", async () => {
    const department = await createDepartment();
    const anna = await subscribed(await asThere({ departmentIds: [department.id] }));
    const boris = await subscribed(await asOperator(department.id));
    const { id } = await createChat(department);
    await distribute(anna, [department.id]);
    await makeDue();
    await send();
    expect(anna.browser.received).toMatchObject([{ kind: "chat", chatId: id, stays: true }]);
    expect(boris.browser.received).toEqual([]);
  });

  test("that waits is pushed to its department's operators after a while, unless somebody took it or they are Offline", async () => {
    const department = await createDepartment({ strategy: "manual" });
    const anna = await subscribed(await asOperator(department.id));
    const boris = await subscribed(await asOperator(department.id));
    const clara = await subscribed(await asOperator());
    await boris.db.execute(sql`update operators set intent = 'offline' where id = ${boris.actor.operatorId}::uuid`);
    const [first, second] = [await createChat(department), await createChat(department)];
    expect(await send()).toMatchObject({ sent: 0 });
    await claimChat(anna, first.id);
    await makeDue();
    await send();
    expect(anna.browser.received).toMatchObject([{ kind: "waiting", chatId: second.id }]);
    expect([boris.browser.received, clara.browser.received]).toEqual([[], []]);
  });

  test("that is offered to an operator of another department is pushed with the name of who offers it", async () => {
    const { anna, id, department } = await scene();
    const service = await createDepartment();
    const boris = await subscribed(await asThere({ departmentIds: [service.id] }));
    await transferChat(anna, id, { operatorId: boris.actor.operatorId, departmentId: service.id, note: "" });
    await makeDue();
    await send();
    expect(boris.browser.received).toMatchObject([
      { kind: "offer", title: `${department.name}: ${anna.actor.name} offers you a chat` },
    ]);
  });
});

test("that an operator is named in a note is pushed to them with the name of who wrote it, until they read it", async () => {
  const { anna, id, department } = await scene();
  const boris = await subscribed(await asOperator(department.id));
  const named = { clientId: uuidv7(), mentions: [boris.actor.operatorId] };
  await addNote(anna, id, { ...named, body: "Is this right?" });
  await send();
  expect(boris.browser.received).toMatchObject([
    { kind: "mention", chatId: id, title: `${department.name}: ${anna.actor.name} mentioned you`, body: "Vera" },
  ]);
  await addNote(anna, id, { ...named, clientId: uuidv7(), body: "And this?" });
  await readMentions(boris, {});
  expect(await send()).toMatchObject({ sent: 0, ended: 1 });
  expect(anna.browser.received).toEqual([]);
});

test("that a visitor waits for somebody who does not react is pushed to the department's supervisors, with the cause", async () => {
  const { anna, id, department } = await scene();
  const sofia = await subscribed(await asRole("supervisor", department.id));
  const stranger = await subscribed(await asRole("supervisor"));
  await ageChat(id, 3.01);
  await fireDueTimers(anna);
  await makeDue();
  await send();
  const title = `${department.name}: a visitor waits for an answer`;
  const body = "Vera: The visitor is waiting for an answer, and no other operator is free.";
  expect(sofia.browser.received).toMatchObject([{ kind: "supervisor", chatId: id, title, body, stays: true }]);
  expect(stranger.browser.received).toEqual([]);
});

test("that nobody has a chat for too long is pushed as that", async () => {
  const department = await createDepartment({ alertAfterMinutes: 1 });
  const sofia = await subscribed(await asRole("supervisor", department.id));
  const { id } = await createChat(department);
  await ageChat(id, 2);
  await raiseAlerts(sofia);
  await makeDue();
  await send();
  const body = "Vera: A visitor waits too long, and nobody has the chat.";
  expect(sofia.browser.received.filter(({ kind }) => kind === "supervisor")).toMatchObject([{ chatId: id, body }]);
});

describe("a browser", () => {
  test("gets nothing after its session ended or its operator was deactivated, and is forgotten", async () => {
    const { anna, id, visitor } = await scene();
    const phone = await subscribed(anna);
    await endSession(anna.db, anna.actor.operatorId, phone.actor.sessionId);
    await sendMessage(visitor, id, text("Hello?"));
    expect(await send()).toMatchObject({ sent: 1 });
    expect(phone.browser.received).toEqual([]);
    expect(await listDevices(anna.db, anna.actor)).toHaveLength(1);
    await sendMessage(visitor, id, text("Still there?"));
    await deactivateOperator(await asRole("admin"), anna.actor.operatorId);
    expect(await send()).toMatchObject({ sent: 0 });
    expect(anna.browser.received).toHaveLength(1);
    expect(await listDevices(anna.db, anna.actor)).toEqual([]);
  });

  test("in which somebody else signed in gets nothing that was meant for the one before", async () => {
    const { anna, id, visitor } = await scene();
    await sendMessage(visitor, id, text("For Anna alone"));
    const boris = await subscribed(await asOperator());
    const { endpoint, p256dh, auth } = anna.browser;
    await subscribe(boris, { endpoint, keys: { p256dh, auth }, locale: "ru" });
    expect(await send()).toMatchObject({ sent: 0, ended: 1 });
    expect(anna.browser.received).toEqual([]);
    expect((await listDevices(boris.db, boris.actor)).map((one) => one.endpoint)).toContain(endpoint);
  });

  test.each([404, 410])("that is gone (%i) is forgotten at once, with all that waits for it", async (status) => {
    const { anna, id, visitor } = await scene();
    await sendMessage(visitor, id, text("Hello?"));
    (await pushService()).answer({ status });
    expect(await send()).toMatchObject({ sent: 0, ended: 1 });
    expect(await listDevices(anna.db, anna.actor)).toEqual([]);
    expect(await outbox()).toEqual([]);
  });

  test("is tested by its operator only, and unsubscribed by them", async () => {
    const { anna } = await scene();
    const boris = await asOperator();
    const { endpoint } = anna.browser;
    await expect(pushTest(boris, endpoint)).rejects.toMatchObject({ code: "not_found" });
    await unsubscribe(boris, endpoint);
    await look(anna, true);
    await pushTest(anna, endpoint);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(anna.browser.received).toMatchObject([{ kind: "test", chatId: null, title: "A test from Foyer" }]);
    await unsubscribe(anna, endpoint);
    expect(await listDevices(anna.db, anna.actor)).toEqual([]);
    await expect(pushTest(anna, endpoint)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a push service", () => {
  test("that is down is asked again after 10, 20, 40 … seconds, with the same id, and given up after six times", async () => {
    const { anna, id, visitor } = await scene();
    await sendMessage(visitor, id, text("Hello?"));
    (await pushService()).answer({ status: 503, text: "busy" });
    for (let attempt = 1; attempt < PUSH_ATTEMPTS_MAX; attempt++) {
      expect(await send()).toMatchObject({ retried: 1 });
      const [row] = await anna.db
        .select({ pause: sql<number>`extract(epoch from ${pushOutbox.dueAt} - now())::float8` })
        .from(pushOutbox);
      expect(row?.pause).toBeGreaterThan(10 * 2 ** (attempt - 1) - 2);
      expect(row?.pause).toBeLessThanOrEqual(10 * 2 ** (attempt - 1));
      await makeDue();
    }
    expect(await send()).toMatchObject({ retried: 0, ended: 1 });
    const [device] = await listDevices(anna.db, anna.actor);
    expect(device).toMatchObject({ deliveredAt: null, error: "The push service answered 503: busy" });
    expect(await outbox()).toMatchObject([{ reason: "The push service answered 503: busy", attempts: 6 }]);
  });

  test("that asks for a pause gets it, and one that refuses is not asked again", async () => {
    const { id, visitor, anna } = await scene();
    await sendMessage(visitor, id, text("Hello?"));
    (await pushService()).answer({ status: 429, headers: { "retry-after": "120" } });
    expect(await send()).toMatchObject({ retried: 1 });
    const [row] = await anna.db
      .select({ pause: sql<number>`extract(epoch from ${pushOutbox.dueAt} - now())::float8` })
      .from(pushOutbox);
    expect(row?.pause).toBeGreaterThan(118);
    await makeDue();
    (await pushService()).answer({ status: 403, text: "invalid JWT provided" });
    expect(await send()).toMatchObject({ retried: 0, ended: 1 });
  });

  test("with an answer without an end is not read to the end", async () => {
    const { id, visitor } = await scene();
    await sendMessage(visitor, id, text("Hello?"));
    (await pushService()).answer({ status: 500, text: "x".repeat(1_000_000) });
    expect(await send()).toMatchObject({ retried: 1 });
    expect((await outbox()).at(0)?.attempts).toBe(1);
  });

  test("whose sender died is asked again when the claim has ended, under the same id", async () => {
    const { anna, id, visitor } = await scene();
    await sendMessage(visitor, id, text("Hello?"));
    const [row] = await outbox();
    void sendDuePush({ db: anna.db }, { send: () => new Promise<never>(() => undefined) });
    await expect.poll(async () => (await outbox())[0]?.attempts).toBe(1);
    expect(await send()).toMatchObject({ sent: 0 });
    await makeDue();
    expect(await send()).toMatchObject({ sent: 1 });
    expect(anna.browser.received).toMatchObject([{ id: row?.id }]);
  });

  test("gets each message once from three senders at once", async () => {
    const { anna, id, visitor } = await scene();
    const browsers = [anna, ...(await Promise.all(Array.from({ length: 11 }, () => subscribed(anna))))];
    await sendMessage(visitor, id, text("Hello?"));
    const runs = await Promise.all([send(), send(), send()]);
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
    expect(browsers.map(({ browser }) => browser.received.length)).toEqual(Array(12).fill(1));
  });
});

test("what was pushed a week ago goes, and browsers of ended sessions with it; what waits stays", async () => {
  const { anna, id, visitor } = await scene();
  const phone = await subscribed(anna);
  await sendMessage(visitor, id, text("Hello?"));
  await send();
  await anna.db.update(pushOutbox).set({ sentAt: sql`now() - interval '8 days'` });
  await sendMessage(visitor, id, text("And now?"));
  await endSession(anna.db, anna.actor.operatorId, phone.actor.sessionId);
  expect(await deleteOldPush(anna.db)).toBeGreaterThanOrEqual(3);
  expect(await outbox()).toMatchObject([{ sentAt: null }]);
  const left = await anna.db
    .select()
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.operatorId, anna.actor.operatorId));
  expect(left.map(({ endpoint }) => endpoint)).toEqual([anna.browser.endpoint]);
});
