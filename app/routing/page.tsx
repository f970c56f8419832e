import { Split } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DryRunDesk } from "@/components/routing/dry-run-desk";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireOperatorPage } from "@/lib/auth/guards";
import { databaseNow } from "@/lib/chats/lock-chat";
import { listDepartmentChoices } from "@/lib/departments/queries";
import { getTranslator } from "@/lib/i18n/server";
import { dryRun } from "@/lib/routing/dry-run";
import { dryRunAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("routing");
  return { title: t("nav.routing") };
}

export default async function RoutingPage({ searchParams }: PageProps<"/routing">) {
  const { db, actor } = await requireOperatorPage("/routing");
  if (actor.role === "operator") notFound();
  const [departments, { department: wanted }, t] = await Promise.all([
    listDepartmentChoices(db, actor),
    searchParams,
    getTranslator("routing"),
  ]);
  const chosen =
    departments.find(({ id }) => id === wanted) ?? departments.find(({ disabled }) => !disabled) ?? departments[0];
  return (
    <>
      <PageHeader title={t("dryRun.title")} description={t("dryRun.lead")} />
      {chosen ? (
        <DryRunDesk
          key={chosen.id}
          departments={departments}
          initial={{ run: await dryRun(db, actor, chosen.id), at: (await databaseNow(db)).toISOString() }}
          ask={dryRunAction}
        />
      ) : (
        <Card>
          <EmptyState icon={<Split />} title={t("dryRun.emptyTitle")} text={t("dryRun.emptyText")} />
        </Card>
      )}
    </>
  );
}
