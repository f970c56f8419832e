import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DepartmentHead } from "@/app/admin/departments/[departmentId]/department-head";
import { OpeningNow } from "@/app/admin/departments/[departmentId]/hours/opening-now";
import { readDepartment } from "@/app/admin/departments/[departmentId]/read-department";
import { updateHoursAction } from "@/app/admin/departments/actions";
import { HoursForm } from "@/components/admin/departments/hours/hours-form";
import { databaseNow } from "@/lib/chats/lock-chat";
import { findSchedule } from "@/lib/departments/queries";
import { scheduleFormValues } from "@/lib/hours/schemas";
import { listTimeZones } from "@/lib/hours/time-zones";
import { getTranslator } from "@/lib/i18n/server";

type Props = PageProps<"/admin/departments/[departmentId]/hours">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { department } = await readDepartment((await params).departmentId, "/hours");
  const t = await getTranslator("routing");
  return { title: `${department.name}: ${t("tabs.hours")}` };
}

export default async function DepartmentHoursPage({ params }: Props) {
  const { db, department } = await readDepartment((await params).departmentId, "/hours");
  const { id, name } = department;
  const [schedule, now] = await Promise.all([findSchedule(db, id), databaseNow(db)]);
  if (!schedule) notFound();
  return (
    <>
      <DepartmentHead db={db} department={department} />
      <OpeningNow schedule={schedule} now={now} />
      <HoursForm
        key={id}
        name={name}
        initial={scheduleFormValues(schedule)}
        timeZones={listTimeZones(schedule.timeZone)}
        save={updateHoursAction.bind(null, id)}
      />
    </>
  );
}
