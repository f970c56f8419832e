import type { Metadata } from "next";
import { updateCompanyAction } from "@/app/admin/company/actions";
import { CompanyForm } from "@/components/admin/company-form";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { getCompany } from "@/lib/company/queries";
import { companyFormValues } from "@/lib/company/schemas";
import { listTimeZones } from "@/lib/hours/time-zones";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("admin");
  return { title: t("company.title") };
}

export default async function CompanyPage() {
  const { db } = await requireAdminPage("/admin/company");
  const [company, t] = await Promise.all([getCompany(db), getTranslator("admin")]);
  return (
    <>
      <PageHeader title={t("company.title")} description={t("company.lead")} />
      <CompanyForm
        initial={companyFormValues(company)}
        timeZones={listTimeZones(company.timeZone ?? "UTC")}
        save={updateCompanyAction}
      />
    </>
  );
}
