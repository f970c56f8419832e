import { authSecret } from "@/lib/auth/secret";
import { notFound } from "@/lib/errors";
import { createdWebhook, publicWebhookInput, toPublicWebhook, webhookList } from "@/lib/public-api/webhook-schemas";
import { createWebhook, deleteWebhook } from "@/lib/webhooks/change-webhooks";
import { allowsPrivateReceivers } from "@/lib/webhooks/process-sender";
import { findWebhook, listWebhooks } from "@/lib/webhooks/queries";
import { del, get, post } from "../endpoint";

const shared = { group: "Webhooks", scopes: ["webhooks:manage"] } as const;

export const webhookEndpoints = [
  get("/webhooks", {
    ...shared,
    id: "listWebhooks",
    summary: "All webhooks",
    description: "Those that were added by hand as well, the oldest first. Secrets are never given.",
    answers: { 200: { means: "The webhooks", json: webhookList } },
    handle: async ({ door }) => ({
      status: 200,
      json: { items: (await listWebhooks(door.db)).map(toPublicWebhook) },
    }),
  }),
  post("/webhooks", {
    ...shared,
    id: "createWebhook",
    summary: "Add a webhook",
    body: publicWebhookInput,
    answers: { 201: { means: "It is there, and this is its secret", json: createdWebhook } },
    handle: async ({ door, actor, body }) => {
      const installation = { allowsPrivate: allowsPrivateReceivers(), authSecret: authSecret() };
      const { id, secret } = await createWebhook({ ...door, actor }, body, installation);
      const made = await findWebhook(door.db, id);
      if (!made) throw notFound();
      return { status: 201, json: { webhook: toPublicWebhook(made), secret } };
    },
  }),
  del("/webhooks/{webhookId}", {
    ...shared,
    id: "deleteWebhook",
    summary: "Delete a webhook",
    description: "With its log, and with what it was still to be told.",
    answers: { 204: { means: "It is gone" } },
    handle: async ({ door, actor, params }) => {
      await deleteWebhook({ ...door, actor }, params.webhookId);
      return { status: 204 };
    },
  }),
];
