import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReportChatsView } from "@/components/reports/chats/report-chats-view";
import { ReportUnavailable } from "@/components/reports/report-unavailable";
import { requireOperatorPage } from "@/lib/auth/guards";
import { toDomainError } from "@/lib/http/failure";
import { getTranslator } from "@/lib/i18n/server";
import { reportChatsQuery } from "@/lib/reports/chat-schemas";
import { listReportChats } from "@/lib/reports/chats/list-report-chats";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("reports");
  return { title: t("chats.title") };
}

export default async function ReportChatsPage({ searchParams }: PageProps<"/reports/chats">) {
  const { db, actor } = await requireOperatorPage("/reports/chats");
  if (actor.role === "operator") notFound();
  const asked = reportChatsQuery.safeParse(await searchParams);
  // Only a report leads here: an address that was made up leads nowhere.
  if (!asked.success) notFound();
  try {
    const page = await listReportChats(db, actor, asked.data);
    return <ReportChatsView page={page} query={asked.data} />;
  } catch (error) {
    const refusal = toDomainError(error)?.code;
    // Another team's department is not there for who asks, nor a row that no report has.
    if (refusal === "forbidden" || refusal === "invalid") notFound();
    if (refusal === "unavailable") return <ReportUnavailable />;
    throw error;
  }
}
