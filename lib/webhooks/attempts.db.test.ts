import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { webhookAttempts, webhookDeliveries, webhooks } from "@/db/schema";
import type { Context, OperatorActor } from "@/lib/context";
import { asRole } from "@/tests/support/factories";
import { startReceiver } from "@/tests/support/webhooks/receiver";
import { claimDue } from "./claim-deliveries";
import { deleteOldDeliveries } from "./delete-old-deliveries";
import { markDelivered } from "./mark-deliveries";
import { listDeliveries } from "./queries";
import { resendDelivery, sendTest } from "./resend";
import { ATTEMPTS_KEPT } from "./rules";
import { sendDueWebhooks } from "./send-due-webhooks";
import { addWebhook, deliveriesOf, testSender } from "./testing";

let admin: Context<OperatorActor>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  admin = await asRole("admin");
  receiver = await startReceiver();
});
beforeEach(() => receiver.answers(204));
afterEach(() => admin.db.delete(webhooks));
afterAll(() => receiver.close());

/** A webhook with one delivery that was tried once, and has to be tried again. */
async function tried(status: number) {
  const hook = await addWebhook(admin.db, { url: receiver.url });
  receiver.answers(status);
  await sendTest(admin, hook.id, testSender(admin.db));
  const [delivery] = await deliveriesOf(admin.db, hook.id);
  if (!delivery) throw new Error("no delivery");
  return { hook, id: delivery.id };
}
const makeDue = (id: string) =>
  admin.db
    .update(webhookDeliveries)
    .set({ dueAt: sql`now()`, failedAt: null, type: "chat.started" })
    .where(eq(webhookDeliveries.id, id));
const madeOf = async (webhookId: string) =>
  (await listDeliveries(admin.db, webhookId, null)).deliveries.flatMap(({ made }) => made);

test("every attempt of a delivery is in its log with what it met, the newest first, also one that was asked for", async () => {
  const { hook, id } = await tried(500);
  receiver.answers((response) => response.writeHead(503).end(`<b>${"x".repeat(5000)}`));
  await makeDue(id);
  await sendDueWebhooks(testSender(admin.db));
  receiver.answers((response) => response.destroy());
  await makeDue(id);
  await sendDueWebhooks(testSender(admin.db));
  receiver.answers(200);
  await resendDelivery(admin, { webhookId: hook.id, deliveryId: id }, testSender(admin.db));
  const made = await madeOf(hook.id);
  expect(made).toMatchObject([
    { failure: null, responseStatus: 200, responseText: "that is my answer", isUnderWay: false },
    { failure: "network", responseStatus: null, responseText: null, error: expect.stringMatching(/./) },
    { failure: "status", responseStatus: 503, responseText: expect.stringMatching(/^<b>x/), error: null },
    { failure: "status", responseStatus: 500, responseText: "that is my answer" },
  ]);
  expect(made[2]?.responseText?.length).toBe(1024);
  for (const { at, durationMs } of made) {
    expect(new Date(at).getTime()).toBeGreaterThan(0);
    expect(durationMs).toBeGreaterThanOrEqual(0);
  }
});

test("an attempt is written down as it begins: under way, and unfinished where nobody came back", async () => {
  const { hook, id } = await tried(500);
  await makeDue(id);
  const [claimed] = await claimDue(admin.db, hook.id, 1);
  expect(claimed).toMatchObject({ id, attempts: 2, number: 2 });
  expect((await madeOf(hook.id))[0]).toMatchObject({ isUnderWay: true, failure: null, durationMs: null });
  await admin.db
    .update(webhookAttempts)
    .set({ beganAt: sql`now() - interval '1 minute'` })
    .where(eq(webhookAttempts.deliveryId, id));
  expect((await madeOf(hook.id))[0]).toMatchObject({ isUnderWay: false, failure: "unfinished" });
  // It comes back after all: what it met is of that attempt, whoever has the claim now.
  await makeDue(id);
  await claimDue(admin.db, hook.id, 1);
  if (!claimed) throw new Error("nothing was claimed");
  const outcome = { failure: null, status: 202, text: "late", error: null, durationMs: 9, pauseSeconds: 0 };
  await markDelivered(admin.db, claimed, outcome);
  expect(await madeOf(hook.id)).toMatchObject([
    { isUnderWay: true, responseStatus: null },
    { isUnderWay: false, responseStatus: 202, responseText: "late", durationMs: 9 },
    { responseStatus: 500 },
  ]);
});

test("of those who take one delivery at once, each makes an attempt of its own", async () => {
  const { hook, id } = await tried(500);
  receiver.answers(200);
  const again = { webhookId: hook.id, deliveryId: id };
  await Promise.all([1, 2, 3, 4].map(() => resendDelivery(admin, again, testSender(admin.db))));
  expect((await madeOf(hook.id)).map(({ responseStatus }) => responseStatus)).toEqual([200, 200, 200, 200, 500]);
});

test("the last attempts are kept, of each delivery its own, and as long as the delivery is", async () => {
  const { hook, id } = await tried(500);
  const other = await tried(503);
  receiver.answers(200);
  for (let made = 0; made < ATTEMPTS_KEPT; made++) {
    await resendDelivery(admin, { webhookId: hook.id, deliveryId: id }, testSender(admin.db));
  }
  const statuses = (await madeOf(hook.id)).map(({ responseStatus }) => responseStatus);
  expect(statuses).toEqual(new Array(ATTEMPTS_KEPT).fill(200));
  expect(await madeOf(other.hook.id)).toHaveLength(1);
  await admin.db
    .update(webhookDeliveries)
    .set({ createdAt: sql`now() - interval '15 days'` })
    .where(eq(webhookDeliveries.id, id));
  await deleteOldDeliveries(admin.db);
  expect(await admin.db.select().from(webhookAttempts).where(eq(webhookAttempts.deliveryId, id))).toEqual([]);
  expect(await madeOf(other.hook.id)).toHaveLength(1);
});

test("what was tried before each attempt was kept shows the last one", async () => {
  const { hook, id } = await tried(500);
  await admin.db.delete(webhookAttempts).where(eq(webhookAttempts.deliveryId, id));
  expect(await madeOf(hook.id)).toMatchObject([
    { failure: "status", responseStatus: 500, responseText: "that is my answer", isUnderWay: false },
  ]);
});
