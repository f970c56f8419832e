import type { Metadata } from "next";
import { createDepartmentAction } from "@/app/admin/departments/actions";
import { NewDepartmentForm } from "@/components/admin/departments/new-department-form";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { getCompany } from "@/lib/company/queries";
import { newDepartmentValues } from "@/lib/departments/schemas";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("admin");
  return { title: t("department.newTitle") };
}

export default async function NewDepartmentPage() {
  const { db } = await requireAdminPage("/admin/departments/new");
  const [{ color }, t] = await Promise.all([getCompany(db), getTranslator("admin")]);
  return (
    <>
      <PageHeader
        title={t("department.newTitle")}
        description={t("department.newLead")}
        back={{ href: "/admin/departments", label: t("department.back") }}
      />
      <NewDepartmentForm initial={newDepartmentValues(color)} create={createDepartmentAction} />
    </>
  );
}
