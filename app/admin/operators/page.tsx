import type { Metadata } from "next";
import { SeatsNotice } from "@/components/admin/licence-notice";
import { InvitationList } from "@/components/admin/operators/invitation-list";
import { InviteDialog } from "@/components/admin/operators/invite-dialog";
import { OperatorList } from "@/components/admin/operators/operator-list";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listDepartmentOptions, listInvitations, listOperators } from "@/lib/operators/queries";
import { processLicence } from "@/lib/seats/process-licence";
import { getLicence } from "@/lib/seats/queries";
import {
  deactivateOperatorAction,
  inviteOperatorAction,
  reactivateOperatorAction,
  renewInvitationAction,
  revokeInvitationAction,
  updateOperatorAction,
} from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("operators");
  return { title: t("title") };
}

export default async function OperatorsPage() {
  const { actor, db } = await requireAdminPage("/admin/operators");
  const t = await getTranslator("operators");
  const [licence, operators, invitations, departments] = await Promise.all([
    getLicence(db, processLicence(), new Date()),
    listOperators(db),
    listInvitations(db),
    listDepartmentOptions(db),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("text")}
        actions={<InviteDialog departments={departments} invite={inviteOperatorAction} />}
      />
      <SeatsNotice licence={licence} />
      <div className="space-y-6">
        <InvitationList invitations={invitations} renew={renewInvitationAction} revoke={revokeInvitationAction} />
        <OperatorList
          operators={operators}
          departments={departments}
          ownId={actor.operatorId}
          update={updateOperatorAction}
          deactivate={deactivateOperatorAction}
          reactivate={reactivateOperatorAction}
        />
      </div>
    </>
  );
}
