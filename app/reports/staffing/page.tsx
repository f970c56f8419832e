import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReportUnavailable } from "@/components/reports/report-unavailable";
import { StaffingView } from "@/components/reports/staffing/staffing-view";
import { requireOperatorPage } from "@/lib/auth/guards";
import { toDomainError } from "@/lib/http/failure";
import { getTranslator } from "@/lib/i18n/server";
import { getStaffing } from "@/lib/staffing/get-staffing";
import { staffingQuery } from "@/lib/staffing/schemas";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("staffing");
  return { title: t("title") };
}

export default async function StaffingPage({ searchParams }: PageProps<"/reports/staffing">) {
  const { db, actor } = await requireOperatorPage("/reports/staffing");
  if (actor.role === "operator") notFound();
  const asked = staffingQuery.safeParse(await searchParams);
  try {
    return <StaffingView staffing={await getStaffing(db, actor, asked.data ?? staffingQuery.parse({}))} />;
  } catch (error) {
    const refusal = toDomainError(error)?.code;
    // Another team's department is not there for who asks.
    if (refusal === "forbidden") notFound();
    if (refusal === "unavailable") return <ReportUnavailable />;
    throw error;
  }
}
