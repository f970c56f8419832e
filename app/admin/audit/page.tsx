import type { Metadata } from "next";
import { z } from "zod";
import { AuditView } from "@/components/admin/audit/audit-view";
import { findSubjectName, listAuditEntries, listAuditPeople } from "@/lib/audit/queries";
import { auditQuery } from "@/lib/audit/schemas";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("audit");
  return { title: t("title") };
}

export default async function AuditLogPage({ searchParams }: PageProps<"/admin/audit">) {
  const { db } = await requireAdminPage("/admin/audit");
  const { before: last, ...asked } = await searchParams;
  const parsed = auditQuery.safeParse(asked);
  const query = parsed.data ?? auditQuery.parse({});
  const before = z.uuid().safeParse(last).data ?? null;
  const [page, people, subjectName] = await Promise.all([
    listAuditEntries(db, query, before),
    listAuditPeople(db),
    query.subject ? findSubjectName(db, query.subject) : null,
  ]);
  return (
    <AuditView
      page={page}
      query={query}
      people={people}
      subjectName={subjectName}
      isFirst={before === null}
      isRefused={!parsed.success}
    />
  );
}
