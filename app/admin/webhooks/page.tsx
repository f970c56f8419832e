import type { Metadata } from "next";
import { WebhookList } from "@/components/admin/webhooks/webhook-list";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listDepartmentOptions } from "@/lib/operators/queries";
import { allowsPrivateReceivers } from "@/lib/webhooks/process-sender";
import { listWebhooks } from "@/lib/webhooks/queries";
import { createWebhookAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("webhooks");
  return { title: t("title") };
}

export default async function WebhooksPage() {
  const { db } = await requireAdminPage("/admin/webhooks");
  const [webhooks, departments] = await Promise.all([listWebhooks(db), listDepartmentOptions(db)]);
  return (
    <WebhookList
      webhooks={webhooks}
      departments={departments}
      allowsPrivate={allowsPrivateReceivers()}
      create={createWebhookAction}
    />
  );
}
