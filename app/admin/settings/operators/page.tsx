import type { Metadata } from "next";
import type { ReactNode } from "react";
import { updateOperatorCapacityAction } from "@/app/admin/settings/actions";
import { OperatorCapacityTable } from "@/components/admin/settings/operator-capacity-table";
import { TextLink } from "@/components/ui/actions/text-link";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listOperatorCapacities } from "@/lib/settings/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: `${t("operators.title")} · ${t("title")}` };
}

export default async function OperatorCapacitiesPage() {
  const { db } = await requireAdminPage("/admin/settings/operators");
  const [operators, t] = await Promise.all([listOperatorCapacities(db), getTranslator("settings")]);
  const link = (chunks: ReactNode) => <TextLink href="/admin/operators">{chunks}</TextLink>;
  return (
    <>
      <h2 className="font-semibold text-base">{t("operators.title")}</h2>
      <p className="mt-0.5 mb-4 max-w-prose text-muted">{t.rich("operators.lead", { link })}</p>
      <OperatorCapacityTable operators={operators} save={updateOperatorCapacityAction} />
    </>
  );
}
