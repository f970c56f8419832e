import "server-only";
import type { Database } from "@/db/types";
import { authSecret } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import { isMailConfigured } from "@/lib/mail/settings";
import type { WebhookSender } from "./send-due-webhooks";
import { createWebhookTransport } from "./transport";

/** Whether receivers may be in the network of this machine: where a variable says so, and on a developer's own. */
export function allowsPrivateReceivers(): boolean {
  const { WEBHOOKS_ALLOW_PRIVATE, NODE_ENV } = env();
  return WEBHOOKS_ALLOW_PRIVATE ?? NODE_ENV === "development";
}

/** How this process tells webhooks. */
export const webhookSender = (db: Database): WebhookSender => ({
  db,
  authSecret: authSecret(),
  transport: createWebhookTransport({ allowsPrivate: allowsPrivateReceivers() }),
  isMailConfigured: isMailConfigured(),
});
