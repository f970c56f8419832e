import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReportUnavailable } from "@/components/reports/report-unavailable";
import { WhatIfView } from "@/components/reports/staffing/what-if/what-if-view";
import { requireOperatorPage } from "@/lib/auth/guards";
import { toDomainError } from "@/lib/http/failure";
import { getTranslator } from "@/lib/i18n/server";
import { getWhatIf } from "@/lib/staffing/get-what-if";
import { readWhatIf } from "@/lib/staffing/what-if-schemas";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("staffing");
  return { title: t("whatIf.title") };
}

export default async function WhatIfPage({ searchParams }: PageProps<"/reports/staffing/what-if">) {
  const { db, actor } = await requireOperatorPage("/reports/staffing/what-if");
  if (actor.role === "operator") notFound();
  const asked = readWhatIf(await searchParams);
  try {
    const whatIf = await getWhatIf(db, actor, asked.query);
    return <WhatIfView whatIf={whatIf} asked={asked} isAdmin={actor.role === "admin"} />;
  } catch (error) {
    const refusal = toDomainError(error)?.code;
    // Another team's department is not there for who asks.
    if (refusal === "forbidden") notFound();
    if (refusal === "unavailable") return <ReportUnavailable />;
    throw error;
  }
}
