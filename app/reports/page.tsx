import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReportUnavailable } from "@/components/reports/report-unavailable";
import { ReportView } from "@/components/reports/report-view";
import { requireOperatorPage } from "@/lib/auth/guards";
import { toDomainError } from "@/lib/http/failure";
import { getTranslator } from "@/lib/i18n/server";
import { getReport } from "@/lib/reports/get-report";
import { reportQuery } from "@/lib/reports/schemas";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("reports");
  return { title: t("title") };
}

export default async function ReportsPage({ searchParams }: PageProps<"/reports">) {
  const { db, actor } = await requireOperatorPage("/reports");
  if (actor.role === "operator") notFound();
  const asked = reportQuery.safeParse(await searchParams);
  const query = asked.data ?? reportQuery.parse({});
  try {
    const report = await getReport(db, actor, query);
    return <ReportView report={report} query={query} isRefused={!asked.success} isAdmin={actor.role === "admin"} />;
  } catch (error) {
    const refusal = toDomainError(error)?.code;
    // Another team's department is not there for who asks.
    if (refusal === "forbidden") notFound();
    // The database gives up what takes too long, so that chats do not wait for it.
    if (refusal === "unavailable") return <ReportUnavailable />;
    throw error;
  }
}
