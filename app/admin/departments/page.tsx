import { Layers, Plus } from "lucide-react";
import type { Metadata } from "next";
import {
  deleteDepartmentAction,
  reorderDepartmentsAction,
  setDepartmentFlagAction,
} from "@/app/admin/departments/actions";
import { DepartmentList } from "@/components/admin/departments/department-list";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Notice } from "@/components/ui/display/notice";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { listDepartments } from "@/lib/departments/queries";
import { isVisible } from "@/lib/departments/rules";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("admin");
  return { title: t("departments.title") };
}

export default async function DepartmentsPage() {
  const { db } = await requireAdminPage("/admin/departments");
  const [departments, t] = await Promise.all([listDepartments(db), getTranslator("admin")]);
  const add = (
    <LinkButton href="/admin/departments/new" variant="primary" icon={<Plus aria-hidden />}>
      {t("departments.new")}
    </LinkButton>
  );
  if (departments.length === 0) {
    return (
      <>
        <PageHeader title={t("departments.title")} description={t("departments.lead")} />
        <Card>
          <EmptyState
            icon={<Layers />}
            title={t("departments.emptyTitle")}
            text={t("departments.emptyText")}
            action={add}
          />
        </Card>
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("departments.title")} description={t("departments.lead")} actions={add} />
      {!departments.some(isVisible) && (
        <Notice tone="warning" className="mb-4">
          {t("departments.noneVisible")}
        </Notice>
      )}
      <DepartmentList
        departments={departments}
        actions={{
          reorder: reorderDepartmentsAction,
          setFlag: setDepartmentFlagAction,
          remove: deleteDepartmentAction,
        }}
      />
    </>
  );
}
