import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { DeliveryTable } from "@/components/admin/webhooks/delivery-table";
import { SecretSection } from "@/components/admin/webhooks/secret-section";
import { WebhookHead } from "@/components/admin/webhooks/webhook-head";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listDepartmentOptions } from "@/lib/operators/queries";
import { allowsPrivateReceivers } from "@/lib/webhooks/process-sender";
import { findWebhook, listDeliveries } from "@/lib/webhooks/queries";
import {
  deleteWebhookAction,
  resendDeliveryAction,
  rotateWebhookSecretAction,
  testWebhookAction,
  updateWebhookAction,
} from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("webhooks");
  return { title: t("title") };
}

const idOf = (value: unknown) => z.uuid().safeParse(value).data ?? null;

export default async function WebhookPage({ params, searchParams }: PageProps<"/admin/webhooks/[webhookId]">) {
  const id = idOf((await params).webhookId);
  const { db } = await requireAdminPage(id === null ? "/admin/webhooks" : `/admin/webhooks/${id}`);
  const webhook = id === null ? null : await findWebhook(db, id);
  if (!webhook) notFound();
  const before = idOf((await searchParams).before);
  const [page, departments] = await Promise.all([listDeliveries(db, webhook.id, before), listDepartmentOptions(db)]);
  return (
    <>
      <WebhookHead
        webhook={webhook}
        departments={departments}
        allowsPrivate={allowsPrivateReceivers()}
        update={updateWebhookAction.bind(null, webhook.id)}
        test={testWebhookAction.bind(null, webhook.id)}
        remove={deleteWebhookAction.bind(null, webhook.id)}
      />
      <div className="space-y-6">
        <SecretSection webhook={webhook} rotate={rotateWebhookSecretAction.bind(null, webhook.id)} />
        <DeliveryTable
          page={page}
          isFirst={before === null}
          path={`/admin/webhooks/${webhook.id}`}
          resend={resendDeliveryAction.bind(null, webhook.id)}
        />
      </div>
    </>
  );
}
