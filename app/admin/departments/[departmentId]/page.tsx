import type { Metadata } from "next";
import { DepartmentHead } from "@/app/admin/departments/[departmentId]/department-head";
import { readDepartment } from "@/app/admin/departments/[departmentId]/read-department";
import {
  deleteDepartmentAction,
  removeDepartmentLogoAction,
  rotateDepartmentKeyAction,
  setDepartmentFlagAction,
  setDepartmentLogoAction,
  setDepartmentToneAction,
  updateDepartmentAction,
} from "@/app/admin/departments/actions";
import { forgetInstallAction } from "@/app/admin/snippets/actions";
import { pageOrigin } from "@/app/page-origin";
import { DepartmentDanger } from "@/components/admin/departments/department-danger";
import { DepartmentForm } from "@/components/admin/departments/department-form";
import { MemberList } from "@/components/admin/departments/member-list";
import { ToneCard } from "@/components/admin/departments/sound/tone-card";
import { InstallList } from "@/components/admin/installs/install-list";
import { SnippetBlock } from "@/components/admin/snippets/snippet-block";
import { Notice } from "@/components/ui/display/notice";
import { Section } from "@/components/ui/layout/card";
import { countChats, listMembers } from "@/lib/departments/queries";
import { departmentFormValues } from "@/lib/departments/schemas";
import { getTranslator } from "@/lib/i18n/server";
import { listInstalls } from "@/lib/installs/queries";

type Props = PageProps<"/admin/departments/[departmentId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readDepartment((await params).departmentId)).department.name };
}

export default async function DepartmentPage({ params }: Props) {
  const { db, department } = await readDepartment((await params).departmentId);
  const { id, name, key, logoUrl, disabled, tone } = department;
  const [chats, members, origin, installs, t, tInstalls] = await Promise.all([
    countChats(db, id),
    listMembers(db, id),
    pageOrigin(),
    listInstalls(db, id),
    getTranslator("admin"),
    getTranslator("appearance"),
  ]);
  return (
    <>
      <DepartmentHead db={db} department={department} />
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
        <ToneCard key={id} initial={tone} save={setDepartmentToneAction.bind(null, id)} />
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
        <Section title={tInstalls("installs.title")}>
          <InstallList initial={installs} departmentId={id} host={new URL(origin).host} forget={forgetInstallAction} />
        </Section>
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
