import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { webhookAttempts, webhookDeliveries, webhooks } from "@/db/schema";
import type { Database } from "@/db/types";
import type { ClaimedDelivery, WebhookTarget } from "./claim-deliveries";
import { FAILING_DAYS_MAX, pauseAfter } from "./rules";
import { stopWebhook } from "./stop-webhook";
import type { WebhookOutcome } from "./transport";

/** An answer that asks for nothing more, ever. */
const GONE = 410;

const columnsOf = ({ failure, status, text, error, durationMs }: WebhookOutcome) => ({
  failure,
  error,
  responseStatus: status,
  responseText: text,
  durationMs,
});

/** Also of an attempt that outlived its claim: it was made, and met this. */
async function endAttempt(db: Database, { id, number }: ClaimedDelivery, outcome: WebhookOutcome): Promise<void> {
  await db
    .update(webhookAttempts)
    .set({ ...columnsOf(outcome), endedAt: sql`now()` })
    .where(and(eq(webhookAttempts.deliveryId, id), eq(webhookAttempts.number, number)));
}

/** Even when it was given up meanwhile: the receiver has taken it. */
export async function markDelivered(db: Database, delivery: ClaimedDelivery, outcome: WebhookOutcome) {
  const { id, webhookId } = delivery;
  await endAttempt(db, delivery, outcome);
  await db
    .update(webhookDeliveries)
    .set({ ...columnsOf(outcome), deliveredAt: sql`now()`, failedAt: null })
    .where(eq(webhookDeliveries.id, id));
  await db
    .update(webhooks)
    .set({ failingSince: null })
    .where(and(eq(webhooks.id, webhookId), isNotNull(webhooks.failingSince)));
}

/**
 * Puts it off, or gives it up (true), and switches its webhook off where that has had no success for days. Only while the
 * claim is still ours: an attempt that outlived it says nothing about the next one.
 */
export async function markFailed(
  sender: { db: Database; isMailConfigured: boolean },
  target: WebhookTarget,
  delivery: ClaimedDelivery,
  outcome: WebhookOutcome,
): Promise<boolean> {
  const { db } = sender;
  const { id, attempts, type } = delivery;
  await endAttempt(db, delivery, outcome);
  const isGone = outcome.status === GONE;
  const pause = isGone ? null : pauseAfter(attempts, type, outcome.pauseSeconds);
  const end = pause === null ? { failedAt: sql`now()` } : { dueAt: sql`now() + make_interval(secs => ${pause})` };
  await db
    .update(webhookDeliveries)
    .set({ ...columnsOf(outcome), ...end })
    .where(
      and(
        eq(webhookDeliveries.id, id),
        eq(webhookDeliveries.attempts, attempts),
        isNull(webhookDeliveries.deliveredAt),
        isNull(webhookDeliveries.failedAt),
      ),
    );
  // A test says something to whoever looks at it, and nothing about the days before.
  if (type === "webhook.test") return true;
  await db
    .update(webhooks)
    .set({ failingSince: sql`now()` })
    .where(and(eq(webhooks.id, target.id), isNull(webhooks.failingSince)));
  if (pause !== null) return false;
  if (isGone || (await hasFailedForDays(db, target.id))) {
    await stopWebhook(sender, target, isGone ? "gone" : "failing");
  }
  return true;
}

async function hasFailedForDays(db: Database, webhookId: string): Promise<boolean> {
  const [found] = await db
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(
      and(
        eq(webhooks.id, webhookId),
        lt(webhooks.failingSince, sql`now() - make_interval(days => ${FAILING_DAYS_MAX})`),
      ),
    );
  return found !== undefined;
}
