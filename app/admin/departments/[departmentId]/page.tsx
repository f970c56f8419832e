import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import {
  deleteDepartmentAction,
  removeDepartmentLogoAction,
  rotateDepartmentKeyAction,
  setDepartmentFlagAction,
  setDepartmentLogoAction,
  updateDepartmentAction,
} from "@/app/admin/departments/actions";
import { pageOrigin } from "@/app/admin/snippets/page-origin";
import { DepartmentBadges } from "@/components/admin/departments/department-badges";
import { DepartmentDanger } from "@/components/admin/departments/department-danger";
import { DepartmentForm } from "@/components/admin/departments/department-form";
import { MemberList } from "@/components/admin/departments/member-list";
import { SnippetBlock } from "@/components/admin/snippets/snippet-block";
import { Notice } from "@/components/ui/display/notice";
import { Section } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { countChats, countVisibleDepartments, findDepartment, listMembers } from "@/lib/departments/queries";
import { describeVisibility } from "@/lib/departments/rules";
import { departmentFormValues } from "@/lib/departments/schemas";
import { getTranslator } from "@/lib/i18n/server";

type Props = PageProps<"/admin/departments/[departmentId]">;

async function readPage({ params }: Props) {
  const id = z.uuid().safeParse((await params).departmentId);
  const { db } = await requireAdminPage(`/admin/departments${id.success ? `/${id.data}` : ""}`);
  const department = id.success ? await findDepartment(db, id.data) : null;
  if (!department) notFound();
  return { db, department };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).department.name };
}

export default async function DepartmentPage(props: Props) {
  const { db, department } = await readPage(props);
  const { id, name, key, logoUrl, disabled } = department;
  const [chats, members, visibleCount, origin, t] = await Promise.all([
    countChats(db, id),
    listMembers(db, id),
    countVisibleDepartments(db),
    pageOrigin(),
    getTranslator("admin"),
  ]);
  return (
    <>
      <PageHeader
        title={<bdi>{name}</bdi>}
        description={t(`departments.visibility.${describeVisibility(department, { visibleCount })}`)}
        back={{ href: "/admin/departments", label: t("department.back") }}
        actions={<DepartmentBadges hidden={department.hidden} disabled={department.disabled} />}
      />
      <DepartmentForm
        key={id}
        initial={departmentFormValues(department)}
        logoUrl={logoUrl}
        save={updateDepartmentAction.bind(null, id)}
        logoActions={{
          set: setDepartmentLogoAction.bind(null, id),
          remove: removeDepartmentLogoAction.bind(null, id),
        }}
      />
      <div className="mt-6 space-y-6">
        <div id="snippet" className="scroll-mt-20">
          <Section title={t("snippet.title")} description={t("snippet.lead", { name })}>
            {disabled && (
              <Notice tone="warning" className="mb-4">
                {t("snippet.disabled")}
              </Notice>
            )}
            <SnippetBlock
              name={name}
              label={t("snippet.of", { name })}
              snippetKey={key}
              origin={origin}
              rotate={rotateDepartmentKeyAction.bind(null, id)}
            />
          </Section>
        </div>
        <MemberList members={members} />
        <DepartmentDanger
          department={{ id, name, disabled }}
          chats={chats}
          setFlag={setDepartmentFlagAction}
          remove={deleteDepartmentAction}
        />
      </div>
    </>
  );
}
