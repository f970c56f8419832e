import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database, Db } from "@/db/types";
import { SecretBoxError } from "@/lib/settings/secret-box";
import { bodyOf } from "./body";
import {
  type ClaimedDelivery,
  claimDue,
  giveUpUnfinished,
  listDueWebhooks,
  OPEN,
  readTarget,
  type WebhookTarget,
} from "./claim-deliveries";
import { markDelivered, markFailed } from "./mark-deliveries";
import { openWebhookSecret, signatureHeaders } from "./signature";
import type { WebhookOutcome, WebhookTransport } from "./transport";

/** At once to one receiver: a slow one holds up only so many of its own. */
const BATCH = 4;
/** A run begins no further batch after this; the next run goes on. */
const RUN_MS = 5_000;
const WEBHOOKS_AT_ONCE = 20;

type Counts = { delivered: number; retried: number; failed: number };
export type WebhookSender = {
  db: Database;
  /** Opens the secrets that are stored. */
  authSecret: string;
  transport: WebhookTransport;
  isMailConfigured: boolean;
};

/** Whether a run of `sendDueWebhooks` would find anything to do. */
export async function areWebhooksDue(db: Db): Promise<boolean> {
  const [answer] = await rows<{ due: boolean }>(
    db,
    sql`select exists (select 1 from webhook_deliveries d join webhooks w on w.id = d.webhook_id
          where ${OPEN} and d.due_at <= now() and w.disabled_at is null) as due`,
  );
  return answer?.due ?? false;
}

/**
 * Tells webhooks what is due, and answers counts. Safe to run anywhere at once: a delivery is claimed by moving its
 * `due_at` on, sent without any transaction, then marked. Who dies in between leaves one that is sent again, with the
 * same id. Each webhook has a queue of its own, and a run goes on to its next batch only while somebody answers there.
 */
export async function sendDueWebhooks(sender: WebhookSender): Promise<Counts> {
  const counts: Counts = { delivered: 0, retried: 0, failed: await giveUpUnfinished(sender.db) };
  const start = performance.now();
  const webhookIds = await listDueWebhooks(sender.db, WEBHOOKS_AT_ONCE);
  const empty = async (webhookId: string) => {
    while (performance.now() - start < RUN_MS) {
      const claimed = await claimDue(sender.db, webhookId, BATCH);
      const ends = await Promise.all(claimed.map((delivery) => deliver(sender, delivery)));
      for (const { end } of ends) if (end) counts[end]++;
      if (claimed.length < BATCH || ends.some(({ isUnanswered }) => isUnanswered)) return;
    }
  };
  await Promise.all(webhookIds.map(empty));
  return counts;
}

/** Sends a delivery that the caller has claimed, also of a webhook that is off. Null: the webhook was deleted meanwhile. */
export const sendClaimed = async (sender: WebhookSender, claimed: ClaimedDelivery): Promise<WebhookOutcome | null> =>
  (await deliver(sender, claimed)).outcome;

type Ended = { end: keyof Counts | null; isUnanswered: boolean; outcome: WebhookOutcome | null };

async function deliver(sender: WebhookSender, delivery: ClaimedDelivery): Promise<Ended> {
  const target = await readTarget(sender.db, delivery.webhookId);
  // Deleted, and its deliveries with it.
  if (!target) return { end: null, isUnanswered: true, outcome: null };
  const outcome = await attempt(sender, target, delivery);
  const isUnanswered = outcome.status === null;
  if (outcome.failure === null) {
    await markDelivered(sender.db, delivery, outcome);
    return { end: "delivered", isUnanswered, outcome };
  }
  const isOver = await markFailed(sender, target, delivery, outcome);
  return { end: isOver ? "failed" : "retried", isUnanswered, outcome };
}

async function attempt(
  { authSecret, transport }: WebhookSender,
  { url, boxes }: WebhookTarget,
  { eventId, payload }: ClaimedDelivery,
): Promise<WebhookOutcome> {
  const body = bodyOf(payload);
  const secrets = openAll(boxes, authSecret);
  if (!secrets) return { failure: "secret", status: null, text: null, error: null, durationMs: 0, pauseSeconds: 0 };
  return transport({ url, headers: signatureHeaders(eventId, new Date(), body, secrets), body });
}

/** Null: they were sealed by the secret of another installation, and only a new one helps. */
function openAll(boxes: readonly string[], authSecret: string): string[] | null {
  try {
    return boxes.map((box) => openWebhookSecret(box, authSecret));
  } catch (error) {
    if (error instanceof SecretBoxError) return null;
    throw error;
  }
}
