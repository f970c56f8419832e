import type { Metadata } from "next";
import { RetentionForm } from "@/components/admin/retention/retention-form";
import { VisitorDataCard } from "@/components/admin/retention/visitor-data-card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { getRetention } from "@/lib/retention/queries";
import { countOutdatedAction, updateRetentionAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("retention");
  return { title: t("title") };
}

export default async function RetentionPage() {
  const { db } = await requireAdminPage("/admin/retention");
  const [settings, t] = await Promise.all([getRetention(db), getTranslator("retention")]);
  return (
    <>
      <PageHeader title={t("title")} description={t("intro")} />
      <div className="space-y-6">
        <RetentionForm settings={settings} count={countOutdatedAction} save={updateRetentionAction} />
        <VisitorDataCard />
      </div>
    </>
  );
}
