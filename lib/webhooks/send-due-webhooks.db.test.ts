import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rows } from "@/db/rows";
import { auditEntries, mailOutbox, webhookDeliveries, webhooks } from "@/db/schema";
import type { Database } from "@/db/types";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asRole } from "@/tests/support/factories";
import { startReceiver } from "@/tests/support/webhooks/receiver";
import { claimDue } from "./claim-deliveries";
import { deleteOldDeliveries } from "./delete-old-deliveries";
import { WEBHOOK_ATTEMPTS_MAX } from "./rules";
import { areWebhooksDue, sendDueWebhooks } from "./send-due-webhooks";
import { signatureHeaders } from "./signature";
import { addWebhook, deliveriesOf, testSender } from "./testing";

let db: Database;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  db = await testDatabase();
  receiver = await startReceiver();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answers(204);
});
afterEach(() => db.delete(webhooks));
afterAll(() => receiver.close());

/** Deliveries that are due, one event each. */
async function queue(webhookId: string, count = 1): Promise<string[]> {
  const queued = await db
    .insert(webhookDeliveries)
    .values(
      Array.from({ length: count }, () => ({
        webhookId,
        eventId: uuidv7(),
        type: "message.created" as const,
        payload: {
          type: "message.created" as const,
          timestamp: new Date(0).toISOString(),
          data: { webhook: { id: webhookId, name: "x" } },
        },
      })),
    )
    .returning({ eventId: webhookDeliveries.eventId });
  return queued.map(({ eventId }) => eventId);
}
const makeDue = () => db.update(webhookDeliveries).set({ dueAt: sql`now()` });
const send = (options?: Parameters<typeof testSender>[1]) => sendDueWebhooks(testSender(db, options));
const stateOf = async (id: string) => (await db.select().from(webhooks).where(eq(webhooks.id, id)))[0];
/** Seconds from the last attempt to the next one. */
const pauseOf = async (webhookId: string) => {
  const [row] = await db
    .select({ pause: sql<number>`extract(epoch from due_at - attempted_at)::float8` })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.webhookId, webhookId));
  return row?.pause ?? 0;
};

test("what is due is sent once, signed, with its id, and its answer is in the log", async () => {
  const hook = await addWebhook(db, { url: receiver.url });
  const [eventId = ""] = await queue(hook.id);
  expect(await areWebhooksDue(db)).toBe(true);
  expect(await send()).toEqual({ delivered: 1, retried: 0, failed: 0 });
  expect(await areWebhooksDue(db)).toBe(false);
  expect(await send()).toEqual({ delivered: 0, retried: 0, failed: 0 });
  const [got] = receiver.received;
  const at = new Date(Number(got?.headers["webhook-timestamp"]) * 1000);
  expect(Math.abs(Date.now() - at.getTime())).toBeLessThan(60_000);
  expect(got?.headers).toMatchObject({
    ...signatureHeaders(eventId, at, got?.body ?? "", [hook.secret]),
    "content-type": "application/json; charset=utf-8",
    "user-agent": expect.stringMatching(/^Foyer/),
  });
  expect(JSON.parse(got?.body ?? "")).toMatchObject({ type: "message.created" });
  expect(await deliveriesOf(db, hook.id)).toMatchObject([
    { attempts: 1, responseStatus: 204, failure: null, deliveredAt: expect.any(Date), durationMs: expect.any(Number) },
  ]);
});

test("two senders at once send each of many once", async () => {
  const hook = await addWebhook(db, { url: receiver.url });
  const queued = await queue(hook.id, 40);
  const counts = await Promise.all([send(), send(), send()]);
  // Where every machine is slow a run may end before its queue does.
  for (let run = 0; run < 10 && (await areWebhooksDue(db)); run++) counts.push(await send());
  expect(counts.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(40);
  expect(receiver.received.map(({ id }) => id).sort()).toEqual(queued.sort());
});

test("a delivery whose sender died is taken up again, under the same id; after its last attempt it is given up", async () => {
  const hook = await addWebhook(db, { url: receiver.url });
  const [eventId] = await queue(hook.id);
  expect(await claimDue(db, hook.id, 4)).toHaveLength(1);
  expect(await send()).toMatchObject({ delivered: 0 });
  await makeDue();
  expect(await send()).toMatchObject({ delivered: 1 });
  expect(receiver.received.map(({ id }) => id)).toEqual([eventId]);
  await queue(hook.id);
  await db
    .update(webhookDeliveries)
    .set({ attempts: WEBHOOK_ATTEMPTS_MAX })
    .where(sql`webhook_id = ${hook.id}::uuid and delivered_at is null`);
  expect(await send()).toMatchObject({ failed: 1, delivered: 0 });
  expect((await deliveriesOf(db, hook.id)).find(({ failedAt }) => failedAt)).toMatchObject({ failure: "unfinished" });
});

describe("a receiver that does not take it", () => {
  test("is asked again after growing pauses, and then no more", async () => {
    receiver.answers(500);
    const hook = await addWebhook(db, { url: receiver.url });
    await queue(hook.id);
    expect(await send()).toEqual({ delivered: 0, retried: 1, failed: 0 });
    expect(await pauseOf(hook.id)).toBeGreaterThanOrEqual(10);
    await makeDue();
    await send();
    expect(await pauseOf(hook.id)).toBeGreaterThanOrEqual(60);
    for (let attempt = 3; attempt < WEBHOOK_ATTEMPTS_MAX; attempt++) {
      await makeDue();
      expect(await send()).toMatchObject({ retried: 1 });
    }
    await makeDue();
    expect(await send()).toEqual({ delivered: 0, retried: 0, failed: 1 });
    expect(await deliveriesOf(db, hook.id)).toMatchObject([
      { attempts: WEBHOOK_ATTEMPTS_MAX, failure: "status", responseStatus: 500, responseText: "that is my answer" },
    ]);
    expect(await stateOf(hook.id)).toMatchObject({ disabledAt: null, failingSince: expect.any(Date) });
  });

  test("and says for how long it wants to be left alone is left alone for as long", async () => {
    receiver.answers((response) => response.writeHead(429, { "retry-after": "1800" }).end());
    const hook = await addWebhook(db, { url: receiver.url });
    await queue(hook.id);
    expect(await send()).toMatchObject({ retried: 1 });
    expect(await pauseOf(hook.id)).toBeGreaterThanOrEqual(1800);
  });

  test("is healthy again with the first success", async () => {
    receiver.answers(503);
    const hook = await addWebhook(db, { url: receiver.url });
    await queue(hook.id);
    await send();
    expect((await stateOf(hook.id))?.failingSince).not.toBeNull();
    receiver.answers(200);
    await makeDue();
    await send();
    expect(await stateOf(hook.id)).toMatchObject({ failingSince: null });
  });

  test("and does not answer at all is asked once in a run, while others get theirs", async () => {
    const other = await startReceiver();
    receiver.answers(() => undefined);
    const [silent, quick] = [await addWebhook(db, { url: receiver.url }), await addWebhook(db, { url: other.url })];
    await queue(silent.id, 9);
    await queue(quick.id, 9);
    expect(await send({ timeoutMs: 2000 })).toMatchObject({ retried: 4, failed: 0 });
    // Where every machine is slow a run may end before a queue does.
    for (let run = 0; run < 5 && other.received.length < 9; run++) await send({ timeoutMs: 2000 });
    expect(other.received).toHaveLength(9);
    await other.close();
  });

  test("leads inward by its name: nothing is sent, and the log says why", async () => {
    const hook = await addWebhook(db, { url: `https://hooks.example.com:${receiver.port}/` });
    await queue(hook.id);
    const resolve: NonNullable<Parameters<typeof testSender>[1]>["resolve"] = (_host, _options, done) =>
      done(null, [{ address: "127.0.0.1", family: 4 }]);
    expect(await send({ allowsPrivate: false, resolve })).toMatchObject({ retried: 1 });
    expect(receiver.received).toEqual([]);
    expect(await deliveriesOf(db, hook.id)).toMatchObject([{ failure: "address", responseStatus: null }]);
  });

  test("for days is switched off by itself, once, with a mail to admins; what waits is kept", async () => {
    const admin = await asRole("admin");
    receiver.answers(500);
    const hook = await addWebhook(db, { url: receiver.url });
    await queue(hook.id);
    await db.update(webhooks).set({ failingSince: sql`now() - interval '4 days'` });
    await send();
    expect(await stateOf(hook.id)).toMatchObject({ disabledAt: null });
    await db.update(webhookDeliveries).set({ attempts: WEBHOOK_ATTEMPTS_MAX - 1, dueAt: sql`now()` });
    const [waiting] = await queue(hook.id);
    await send();
    expect(await stateOf(hook.id)).toMatchObject({ disabledReason: "failing" });
    expect(await areWebhooksDue(db)).toBe(false);
    const noted = await db.select().from(auditEntries).where(eq(auditEntries.subject, hook.id));
    expect(noted).toMatchObject([{ action: "webhook.stopped", actorType: "system", data: { reason: "failing" } }]);
    const mails = await db
      .select()
      .from(mailOutbox)
      .where(sql`subject like ${`%${hook.name}%`}`);
    const [address] = await rows<{ email: string }>(
      db,
      sql`select email from operators where id = ${admin.actor.operatorId}::uuid`,
    );
    expect(mails.filter(({ to }) => to === address?.email)).toHaveLength(1);
    const left = await deliveriesOf(db, hook.id);
    expect(left.find(({ eventId }) => eventId === waiting)).toMatchObject({ failedAt: null, deliveredAt: null });
  });

  test("says that it is gone: the webhook is off at once", async () => {
    receiver.answers(410);
    const hook = await addWebhook(db, { url: receiver.url });
    await queue(hook.id);
    expect(await send()).toMatchObject({ failed: 1 });
    expect(await stateOf(hook.id)).toMatchObject({ disabledReason: "gone" });
  });
});

test("for a day after a change both secrets sign, then the new one alone", async () => {
  const hook = await addWebhook(db, { url: receiver.url });
  const [before] = await db.select().from(webhooks).where(eq(webhooks.id, hook.id));
  const next = await addWebhook(db, { url: receiver.url, events: [] });
  const rotate = (hours: number) =>
    db
      .update(webhooks)
      .set({
        secretEncrypted: next.secretEncrypted,
        previousEncrypted: before?.secretEncrypted ?? "",
        previousUntil: sql`now() + make_interval(hours => ${hours})`,
      })
      .where(eq(webhooks.id, hook.id));
  const signed = async () => {
    receiver.received.length = 0;
    await queue(hook.id);
    await send();
    const [got] = receiver.received;
    const at = new Date(Number(got?.headers["webhook-timestamp"]) * 1000);
    const by = (...secrets: string[]) =>
      signatureHeaders(got?.id ?? "", at, got?.body ?? "", secrets)["webhook-signature"];
    return { found: got?.headers["webhook-signature"], by };
  };
  await rotate(1);
  const both = await signed();
  expect(both.found).toBe(both.by(next.secret, hook.secret));
  await rotate(-1);
  const one = await signed();
  expect(one.found).toBe(one.by(next.secret));
});

test("the log forgets what is older than two weeks", async () => {
  const hook = await addWebhook(db, { url: receiver.url });
  const [old, young] = await queue(hook.id, 2);
  const age = (eventId: string | undefined, days: number) =>
    db
      .update(webhookDeliveries)
      .set({ createdAt: sql`now() - make_interval(days => ${days})` })
      .where(eq(webhookDeliveries.eventId, eventId ?? ""));
  await age(old, 15);
  await age(young, 13);
  expect(await deleteOldDeliveries(db)).toBe(1);
  expect((await deliveriesOf(db, hook.id)).map(({ eventId }) => eventId)).toEqual([young]);
});
