import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DepartmentHead } from "@/app/admin/departments/[departmentId]/department-head";
import { readDepartment } from "@/app/admin/departments/[departmentId]/read-department";
import { replaceMembersAction, updateRoutingAction } from "@/app/admin/departments/actions";
import { MembersForm } from "@/components/admin/departments/routing/members-form";
import { RoutingForm } from "@/components/admin/departments/routing/routing-form";
import { findRouting, listDepartmentChoices, listMembers, listOperatorChoices } from "@/lib/departments/queries";
import { routingFormValues } from "@/lib/departments/routing-schemas";
import { getTranslator } from "@/lib/i18n/server";
import { isMailConfigured } from "@/lib/mail/settings";
import { getChatSettings } from "@/lib/settings/queries";

type Props = PageProps<"/admin/departments/[departmentId]/routing">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { department } = await readDepartment((await params).departmentId, "/routing");
  const t = await getTranslator("routing");
  return { title: `${department.name}: ${t("tabs.routing")}` };
}

export default async function DepartmentRoutingPage({ params }: Props) {
  const { db, department } = await readDepartment((await params).departmentId, "/routing");
  const { id, name } = department;
  const [routing, members, operators, choices, settings] = await Promise.all([
    findRouting(db, id),
    listMembers(db, id),
    listOperatorChoices(db),
    listDepartmentChoices(db),
    getChatSettings(db),
  ]);
  if (!routing) notFound();
  const { closeIdle, closeIdleAfterMinutes, reassign, reassignAfterMinutes, notice, alertAfterMinutes } = settings;
  return (
    <>
      <DepartmentHead db={db} department={department} />
      <RoutingForm
        key={id}
        name={name}
        initial={routingFormValues(routing)}
        others={choices.filter((choice) => choice.id !== id)}
        company={{ closeIdle, closeIdleAfterMinutes, reassign, reassignAfterMinutes, notice, alertAfterMinutes }}
        isMailConfigured={isMailConfigured()}
        save={updateRoutingAction.bind(null, id)}
      />
      <div id="members" className="mt-6 scroll-mt-20">
        <MembersForm key={id} members={members} operators={operators} save={replaceMembersAction.bind(null, id)} />
      </div>
    </>
  );
}
