import { DepartmentBadges } from "@/components/admin/departments/department-badges";
import { PageHeader } from "@/components/ui/layout/page-header";
import { TabNav } from "@/components/ui/layout/tabs";
import type { Database } from "@/db/types";
import { countVisibleDepartments } from "@/lib/departments/queries";
import { describeVisibility } from "@/lib/departments/rules";
import type { DepartmentDto } from "@/lib/departments/schemas";
import { getTranslator } from "@/lib/i18n/server";

/** The top of every part of a department's page: which one it is, who reaches it, and the way to the other parts. */
export async function DepartmentHead({ db, department }: { db: Database; department: DepartmentDto }) {
  const [visibleCount, t, tRouting] = await Promise.all([
    countVisibleDepartments(db),
    getTranslator("admin"),
    getTranslator("routing"),
  ]);
  const { id, name, hidden, disabled } = department;
  const base = `/admin/departments/${id}`;
  return (
    <>
      <PageHeader
        title={<bdi>{name}</bdi>}
        description={t(`departments.visibility.${describeVisibility(department, { visibleCount })}`)}
        back={{ href: "/admin/departments", label: t("department.back") }}
        actions={<DepartmentBadges hidden={hidden} disabled={disabled} />}
      />
      <TabNav
        label={tRouting("tabs.label")}
        items={[
          { href: base, label: tRouting("tabs.general"), exact: true },
          { href: `${base}/routing`, label: tRouting("tabs.routing") },
          { href: `${base}/hours`, label: tRouting("tabs.hours") },
        ]}
      />
    </>
  );
}
