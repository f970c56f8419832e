import type { Metadata } from "next";
import { rotateCompanyKeyAction } from "@/app/admin/company/actions";
import {
  forgetInstallAction,
  removeIdentitySecretAction,
  rotateIdentitySecretAction,
} from "@/app/admin/snippets/actions";
import { pageOrigin } from "@/app/page-origin";
import { DepartmentBadges } from "@/components/admin/departments/department-badges";
import { IdentityCard } from "@/components/admin/identity/identity-card";
import { InstallList } from "@/components/admin/installs/install-list";
import { SnippetBlock } from "@/components/admin/snippets/snippet-block";
import { SnippetInstructions } from "@/components/admin/snippets/snippet-instructions";
import { TextLink } from "@/components/ui/actions/text-link";
import { CodeBlock } from "@/components/ui/display/code-block";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import { Section } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { getIdentitySettings } from "@/lib/company/identity-queries";
import { getCompany } from "@/lib/company/queries";
import { listDepartmentSnippets } from "@/lib/departments/queries";
import { describeVisibility, isVisible, snippetLine } from "@/lib/departments/rules";
import { getTranslator } from "@/lib/i18n/server";
import { listInstalls } from "@/lib/installs/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("admin");
  return { title: t("snippets.title") };
}

export default async function SnippetsPage() {
  const { db } = await requireAdminPage("/admin/snippets");
  const [company, departments, origin, installs, identity, t, tInstalls] = await Promise.all([
    getCompany(db),
    listDepartmentSnippets(db),
    pageOrigin(),
    listInstalls(db, null),
    getIdentitySettings(db),
    getTranslator("admin"),
    getTranslator("appearance"),
  ]);
  const visibleCount = departments.filter(isVisible).length;
  return (
    <>
      <PageHeader title={t("snippets.title")} description={t("snippets.lead")} />
      <div className="space-y-6">
        <Section title={t("snippets.companyTitle")} description={t("snippets.companyText", { count: visibleCount })}>
          <SnippetBlock
            name={company.name || t("snippets.companyName")}
            label={t("snippet.company")}
            snippetKey={company.key}
            origin={origin}
            rotate={rotateCompanyKeyAction}
          />
        </Section>
        <Section title={tInstalls("installs.title")}>
          <InstallList
            initial={installs}
            departmentId={null}
            host={new URL(origin).host}
            forget={forgetInstallAction}
          />
        </Section>
        <Section title={t("snippets.howTitle")} description={t("snippets.howText")}>
          <SnippetInstructions origin={origin} snippetKey={company.key} />
        </Section>
        <Section title={t("snippets.departmentsTitle")} description={t("snippets.departmentsText")}>
          {departments.length === 0 && (
            <p className="text-muted">
              {t("snippets.departmentsEmpty")} <TextLink href="/admin/departments/new">{t("departments.new")}</TextLink>
            </p>
          )}
          <ul className="space-y-6">
            {departments.map((department) => (
              <li key={department.id}>
                <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
                  <TextLink
                    href={`/admin/departments/${department.id}`}
                    className="min-w-0 no-underline hover:underline"
                  >
                    <DepartmentMark department={department} />
                  </TextLink>
                  <DepartmentBadges hidden={department.hidden} disabled={department.disabled} />
                </div>
                {!isVisible(department) && (
                  <p className="mb-2 text-muted">
                    {t(`departments.visibility.${describeVisibility(department, { visibleCount })}`)}
                  </p>
                )}
                <CodeBlock
                  code={snippetLine(origin, department.key)}
                  label={t("snippet.of", { name: department.name })}
                  copyLabel={t("snippet.copy")}
                />
              </li>
            ))}
          </ul>
        </Section>
        <IdentityCard {...identity} rotate={rotateIdentitySecretAction} remove={removeIdentitySecretAction} />
      </div>
    </>
  );
}
