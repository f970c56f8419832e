import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { auditEntries, webhooks } from "@/db/schema";
import type { Context, OperatorActor } from "@/lib/context";
import { testDatabase } from "@/tests/support/database";
import { asRole, createDepartment, unique } from "@/tests/support/factories";
import { startReceiver } from "@/tests/support/webhooks/receiver";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "./change-webhooks";
import { findWebhook, listDeliveries, listWebhooks } from "./queries";
import { resendDelivery, sendTest } from "./resend";
import { WEBHOOK_EVENTS } from "./rules";
import { type WebhookInput, webhookInput } from "./schemas";
import { signatureHeaders } from "./signature";
import { AUTH_SECRET, deliveriesOf, testSender } from "./testing";

let admin: Context<OperatorActor>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  admin = await asRole("admin");
  receiver = await startReceiver();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answers(204);
});
afterEach(async () => {
  await (await testDatabase()).delete(webhooks);
});
afterAll(() => receiver.close());

const PUBLIC = { allowsPrivate: false, authSecret: AUTH_SECRET };
const PRIVATE = { allowsPrivate: true, authSecret: AUTH_SECRET };
const input = (more: Partial<WebhookInput> = {}): WebhookInput => ({
  name: unique("Hook"),
  url: "https://example.com/hook",
  events: [...WEBHOOK_EVENTS],
  departmentIds: null,
  isEnabled: true,
  ...more,
});

test("a webhook is made with a secret that is stored sealed, changed, switched off and deleted, each accounted for", async () => {
  const { id, secret } = await createWebhook(admin, input(), PUBLIC);
  const [row] = await admin.db.select().from(webhooks).where(eq(webhooks.id, id));
  expect(row?.secretEncrypted).not.toContain(secret);
  const department = await createDepartment();
  const changed = input({ departmentIds: [department.id], events: ["chat.closed"], isEnabled: false });
  await updateWebhook(admin, id, changed, PUBLIC);
  expect(await findWebhook(admin.db, id)).toMatchObject({
    name: changed.name,
    departmentIds: [department.id],
    events: ["chat.closed"],
    disabledReason: "admin",
    waiting: 0,
    lastDeliveredAt: null,
    previousUntil: null,
  });
  const replaced = await rotateWebhookSecret(admin, id, PUBLIC);
  expect(replaced.secret).not.toBe(secret);
  expect((await findWebhook(admin.db, id))?.previousUntil).toEqual(expect.any(String));
  await deleteWebhook(admin, id);
  expect(await listWebhooks(admin.db)).toEqual([]);
  const noted = await admin.db.select().from(auditEntries).where(eq(auditEntries.subject, id));
  expect(noted.map(({ action }) => action).sort()).toEqual([
    "webhook.changed",
    "webhook.created",
    "webhook.deleted",
    "webhook_secret.rotated",
  ]);
  await expect(deleteWebhook(admin, id)).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  ["http://example.com/", "webhookHttps"],
  ["https://127.1:8080/", "webhookAddress"],
  ["https://[::1]/", "webhookAddress"],
  ["https://[::ffff:10.0.0.1]/", "webhookAddress"],
  ["https://169.254.169.254/", "webhookAddress"],
  ["https://localhost./", "webhookAddress"],
  ["https://example.com:25/", "webhookPort"],
  ["nonsense", "url"],
])("the address %s is refused at its field", async (url, problem) => {
  const refused = { code: "invalid", fields: { url: problem } };
  await expect(createWebhook(admin, input({ url }), PUBLIC)).rejects.toMatchObject(refused);
});

test("what the form asks for is said at the right field", async () => {
  const fieldsOf = (more: object) => {
    const parsed = webhookInput.safeParse({ ...input(), ...more });
    return parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };
  expect(fieldsOf({})).toBeUndefined();
  expect(fieldsOf({ name: " ", url: "", events: [], departmentIds: [] })).toEqual([
    "name: required",
    "url: required",
    "events: webhookEvents",
    "departmentIds: webhookDepartments",
  ]);
  const unknown = input({ departmentIds: [crypto.randomUUID()] });
  const refused = { fields: { departmentIds: "choice" } };
  await expect(createWebhook(admin, unknown, PUBLIC)).rejects.toMatchObject(refused);
});

test("nobody but an admin does any of it", async () => {
  const { id } = await createWebhook(admin, input(), PUBLIC);
  const sender = testSender(admin.db);
  for (const role of ["operator", "supervisor"] as const) {
    const ctx = await asRole(role);
    const attempts = [
      createWebhook(ctx, input(), PUBLIC),
      updateWebhook(ctx, id, input(), PUBLIC),
      deleteWebhook(ctx, id),
      rotateWebhookSecret(ctx, id, PUBLIC),
      sendTest(ctx, id, sender),
      resendDelivery(ctx, { webhookId: id, deliveryId: id }, sender),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("a test goes out at once, also while the webhook is off, and is tried once", async () => {
  const { id, secret } = await createWebhook(admin, input({ url: receiver.url, isEnabled: false }), PRIVATE);
  const sender = testSender(admin.db);
  expect(await sendTest(admin, id, sender)).toEqual({ failure: null, status: 204 });
  const [got] = receiver.received;
  const at = new Date(Number(got?.headers["webhook-timestamp"]) * 1000);
  expect(got?.headers).toMatchObject(signatureHeaders(got?.id ?? "", at, got?.body ?? "", [secret]));
  receiver.answers(500);
  expect(await sendTest(admin, id, sender)).toEqual({ failure: "status", status: 500 });
  const [first, second] = await deliveriesOf(admin.db, id);
  expect([first?.deliveredAt, second?.failedAt]).toEqual([expect.any(Date), expect.any(Date)]);
  expect(await findWebhook(admin.db, id)).toMatchObject({ failingSince: null, disabledReason: "admin" });
});

test("a delivery is sent again under its id, whatever became of it; the log is read page by page", async () => {
  const { id } = await createWebhook(admin, input({ url: receiver.url }), PRIVATE);
  const other = await createWebhook(admin, input({ url: receiver.url }), PRIVATE);
  const sender = testSender(admin.db);
  receiver.answers(500);
  await sendTest(admin, id, sender);
  const [failed] = await deliveriesOf(admin.db, id);
  if (!failed) throw new Error("no delivery");
  receiver.answers(200);
  const again = { webhookId: id, deliveryId: failed.id };
  expect(await resendDelivery(admin, again, sender)).toEqual({ failure: null, status: 200 });
  expect(await resendDelivery(admin, again, sender)).toEqual({ failure: null, status: 200 });
  expect(receiver.received.map((got) => got.id)).toEqual([failed.eventId, failed.eventId, failed.eventId]);
  const strange = resendDelivery(admin, { webhookId: other.id, deliveryId: failed.id }, sender);
  await expect(strange).rejects.toMatchObject({ code: "not_found" });

  for (let index = 0; index < 30; index++) await sendTest(admin, id, sender);
  const first = await listDeliveries(admin.db, id, null);
  expect(first.deliveries).toHaveLength(25);
  expect(first.hasMore).toBe(true);
  const last = first.deliveries.at(-1)?.id ?? "";
  const second = await listDeliveries(admin.db, id, last);
  expect(second.deliveries).toHaveLength(6);
  expect(second.hasMore).toBe(false);
  const ids = [...first.deliveries, ...second.deliveries].map((one) => one.id);
  expect(new Set(ids).size).toBe(31);
});
