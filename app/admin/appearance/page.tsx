import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { updateAppearanceAction } from "@/app/admin/appearance/actions";
import { AppearanceForm } from "@/components/admin/appearance/appearance-form";
import { ScopeChooser } from "@/components/admin/appearance/scope-chooser";
import { PageHeader } from "@/components/ui/layout/page-header";
import { findAppearance, listAppearanceScopes } from "@/lib/appearance/queries";
import { requireAdminPage } from "@/lib/auth/guards";
import { getCompany } from "@/lib/company/queries";
import { getTranslator } from "@/lib/i18n/server";
import { isMailConfigured } from "@/lib/mail/settings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("appearance");
  return { title: t("title") };
}

export default async function AppearancePage({ searchParams }: PageProps<"/admin/appearance">) {
  const { department } = await searchParams;
  const id = z.uuid().optional().safeParse(department);
  const { db } = await requireAdminPage(`/admin/appearance${id.success && id.data ? `?department=${id.data}` : ""}`);
  if (!id.success) notFound();
  const departmentId = id.data ?? null;
  const [appearance, departments, company, t] = await Promise.all([
    findAppearance(db, departmentId),
    listAppearanceScopes(db),
    getCompany(db),
    getTranslator("appearance"),
  ]);
  if (!appearance) notFound();
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={<ScopeChooser departments={departments} departmentId={departmentId} />}
      />
      <AppearanceForm
        key={departmentId ?? "company"}
        appearance={appearance}
        company={{ name: company.name, key: company.key }}
        departments={departments}
        departmentId={departmentId}
        isMailConfigured={isMailConfigured()}
        save={updateAppearanceAction.bind(null, departmentId)}
      />
    </>
  );
}
