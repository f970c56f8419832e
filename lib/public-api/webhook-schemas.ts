import { z } from "zod";
import { WEBHOOK_EVENTS, WEBHOOK_NAME_MAX, WEBHOOK_STOPS, WEBHOOK_URL_MAX } from "@/lib/webhooks/rules";
import { type WebhookDto, webhookInput } from "@/lib/webhooks/schemas";

export const publicWebhookDto = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  departmentIds: z.array(z.uuid()).nullable().meta({ description: "Null: all departments" }),
  disabledReason: z.enum(WEBHOOK_STOPS).nullable().meta({ description: "Why it is off; null: it is on" }),
  failingSince: z.iso.datetime().nullable(),
  waiting: z.int().meta({ description: "Deliveries that wait for an attempt" }),
  lastDeliveredAt: z.iso.datetime().nullable(),
});
export type PublicWebhookDto = z.infer<typeof publicWebhookDto>;
export const webhookList = z.object({ items: z.array(publicWebhookDto) });
export const createdWebhook = z.object({
  webhook: publicWebhookDto,
  secret: z.string().meta({ description: "By which your program knows our requests; nobody reads it back later" }),
});

export const publicWebhookInput = webhookInput.extend({
  name: webhookInput.shape.name.meta({ maxLength: WEBHOOK_NAME_MAX }),
  url: webhookInput.shape.url.meta({
    maxLength: WEBHOOK_URL_MAX,
    description: "Begins with https:// and leads to the internet",
  }),
  departmentIds: webhookInput.shape.departmentIds.default(null).meta({ description: "Null: all departments" }),
  isEnabled: webhookInput.shape.isEnabled.default(true),
});

/** Field by field, so that nothing new of a webhook becomes public by accident. */
export const toPublicWebhook = (webhook: WebhookDto): PublicWebhookDto => ({
  id: webhook.id,
  name: webhook.name,
  url: webhook.url,
  events: webhook.events,
  departmentIds: webhook.departmentIds,
  disabledReason: webhook.disabledReason,
  failingSince: webhook.failingSince,
  waiting: webhook.waiting,
  lastDeliveredAt: webhook.lastDeliveredAt,
});
