import { eq, sql } from "drizzle-orm";
import { webhookDeliveries, webhooks } from "@/db/schema";
import type { Database } from "@/db/types";
import type { Resolve } from "@/lib/net/guarded-lookup";
import { unique } from "@/tests/support/factories";
import { WEBHOOK_EVENTS, type WebhookEventType } from "./rules";
import type { WebhookSender } from "./send-due-webhooks";
import { newWebhookSecret, sealWebhookSecret } from "./signature";
import { createWebhookTransport } from "./transport";

export const AUTH_SECRET = "a secret of the tests that is long enough";

type SenderOptions = { allowsPrivate?: boolean; resolve?: Resolve; timeoutMs?: number; isMailConfigured?: boolean };

/** A sender of the tests: its receivers are on this machine. */
export function testSender(
  db: Database,
  { allowsPrivate = true, resolve, timeoutMs, isMailConfigured = true }: SenderOptions = {},
): WebhookSender {
  const options = { allowsPrivate, ...(resolve && { resolve }), ...(timeoutMs !== undefined && { timeoutMs }) };
  return { db, authSecret: AUTH_SECRET, transport: createWebhookTransport(options), isMailConfigured };
}

type Wanted = { url: string; events?: WebhookEventType[]; departmentIds?: string[] | null };

/** A webhook that is on. */
export async function addWebhook(db: Database, { url, events = [...WEBHOOK_EVENTS], departmentIds = null }: Wanted) {
  const secret = newWebhookSecret();
  const secretEncrypted = sealWebhookSecret(secret, AUTH_SECRET);
  const [webhook] = await db
    .insert(webhooks)
    .values({ name: unique("Hook"), url, events, departmentIds, secretEncrypted })
    .returning();
  if (!webhook) throw new Error("no webhook");
  return { ...webhook, secret };
}

/** In the order in which it happened. */
export const deliveriesOf = (db: Database, webhookId: string) =>
  db
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(webhookDeliveries.createdAt, sql`(${webhookDeliveries.payload} #>> '{data,chat,seq}')::int`);
