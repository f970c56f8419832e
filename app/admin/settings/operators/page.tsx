import type { Metadata } from "next";
import type { ReactNode } from "react";
import {
  deactivateOperatorAction,
  reactivateOperatorAction,
  removeOperatorPictureAction,
  setOperatorPictureAction,
} from "@/app/admin/operators/actions";
import { updateOperatorCapacityAction } from "@/app/admin/settings/actions";
import { SeatsNotice } from "@/components/admin/licence-notice";
import { OperatorCapacityTable } from "@/components/admin/settings/operator-capacity-table";
import { TextLink } from "@/components/ui/actions/text-link";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { processLicence } from "@/lib/seats/process-licence";
import { getLicence } from "@/lib/seats/queries";
import { listOperatorCapacities } from "@/lib/settings/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: `${t("operators.title")} · ${t("title")}` };
}

export default async function OperatorCapacitiesPage() {
  const { db } = await requireAdminPage("/admin/settings/operators");
  const [operators, licence, t] = await Promise.all([
    listOperatorCapacities(db),
    getLicence(db, processLicence(), new Date()),
    getTranslator("settings"),
  ]);
  const link = (chunks: ReactNode) => <TextLink href="/admin/operators">{chunks}</TextLink>;
  return (
    <>
      <h2 className="font-semibold text-base">{t("operators.title")}</h2>
      <p className="mt-0.5 mb-4 max-w-prose text-muted">{t.rich("operators.lead", { link })}</p>
      <SeatsNotice licence={licence} />
      <OperatorCapacityTable
        operators={operators}
        save={updateOperatorCapacityAction}
        picture={{ set: setOperatorPictureAction, remove: removeOperatorPictureAction }}
        deactivate={deactivateOperatorAction}
        reactivate={reactivateOperatorAction}
      />
    </>
  );
}
