"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminContext } from "@/lib/auth/guards";
import { authSecret } from "@/lib/auth/secret";
import type { Context, OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "@/lib/webhooks/change-webhooks";
import { allowsPrivateReceivers, webhookSender } from "@/lib/webhooks/process-sender";
import { resendDelivery, sendTest } from "@/lib/webhooks/resend";
import { type SentDto, type WebhookInput, webhookInput } from "@/lib/webhooks/schemas";

const asAdmin = <T>(work: (ctx: Context<OperatorActor>) => Promise<T>): Promise<ActionResult<T>> =>
  action(async () => {
    const done = await work(await adminContext());
    revalidatePath("/admin/webhooks", "layout");
    return done;
  });

function parseId(id: string): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

export async function createWebhookAction(input: WebhookInput): Promise<ActionResult<{ id: string; secret: string }>> {
  return asAdmin((ctx) => {
    const installation = { allowsPrivate: allowsPrivateReceivers(), authSecret: authSecret() };
    return createWebhook(ctx, webhookInput.parse(input), installation);
  });
}

export async function updateWebhookAction(webhookId: string, input: WebhookInput): Promise<ActionResult<null>> {
  return asAdmin(async (ctx) => {
    const installation = { allowsPrivate: allowsPrivateReceivers() };
    await updateWebhook(ctx, parseId(webhookId), webhookInput.parse(input), installation);
    return null;
  });
}

export async function deleteWebhookAction(webhookId: string): Promise<ActionResult<void>> {
  return asAdmin((ctx) => deleteWebhook(ctx, parseId(webhookId)));
}

export async function rotateWebhookSecretAction(webhookId: string): Promise<ActionResult<{ secret: string }>> {
  return asAdmin((ctx) => rotateWebhookSecret(ctx, parseId(webhookId), { authSecret: authSecret() }));
}

export async function testWebhookAction(webhookId: string): Promise<ActionResult<SentDto>> {
  return asAdmin((ctx) => sendTest(ctx, parseId(webhookId), webhookSender(ctx.db)));
}

export async function resendDeliveryAction(webhookId: string, deliveryId: string): Promise<ActionResult<SentDto>> {
  return asAdmin((ctx) => {
    const ids = { webhookId: parseId(webhookId), deliveryId: parseId(deliveryId) };
    return resendDelivery(ctx, ids, webhookSender(ctx.db));
  });
}
