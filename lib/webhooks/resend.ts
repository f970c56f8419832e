import { eq } from "drizzle-orm";
import { webhooks } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { assertAdmin } from "@/lib/operators/access";
import { type ClaimedDelivery, queueClaimed, reclaim } from "./claim-deliveries";
import type { SentDto } from "./schemas";
import { sendClaimed, type WebhookSender } from "./send-due-webhooks";

/**
 * Sends a test event to a webhook, also to one that is off, and answers how it went. It is tried once.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function sendTest(ctx: Context, webhookId: string, sender: WebhookSender): Promise<SentDto> {
  assertAdmin(ctx.actor);
  const claimed = await commit(ctx, async (tx) => {
    const [webhook] = await tx
      .select({ id: webhooks.id, name: webhooks.name })
      .from(webhooks)
      .where(eq(webhooks.id, webhookId));
    if (!webhook) throw notFound();
    const type = "webhook.test";
    const payload = { type, timestamp: new Date().toISOString(), data: { webhook } } as const;
    return queueClaimed(tx, { webhookId, eventId: uuidv7(), type, payload });
  });
  return send(sender, claimed);
}

/**
 * Sends a delivery again, whatever became of it: the same event under the same id, with all its attempts anew.
 * @throws DomainError `forbidden`, `not_found` (also once the log has forgotten it)
 */
export async function resendDelivery(
  ctx: Context,
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
  sender: WebhookSender,
): Promise<SentDto> {
  assertAdmin(ctx.actor);
  const claimed = await reclaim(ctx.db, webhookId, deliveryId);
  if (!claimed) throw notFound();
  return send(sender, claimed);
}

async function send(sender: WebhookSender, claimed: ClaimedDelivery): Promise<SentDto> {
  const outcome = await sendClaimed(sender, claimed);
  if (!outcome) throw notFound();
  return { failure: outcome.failure, status: outcome.status };
}
