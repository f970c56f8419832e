import type { Metadata } from "next";
import { setMaintenanceAction, testCrmAction, updateChatSettingsAction } from "@/app/admin/settings/actions";
import { ChatSettingsForm } from "@/components/admin/settings/chat-settings-form";
import { MaintenanceCard } from "@/components/admin/settings/maintenance-card";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Notice } from "@/components/ui/display/notice";
import { requireAdminPage } from "@/lib/auth/guards";
import { getCrmState } from "@/lib/crm/queries";
import { getTranslator } from "@/lib/i18n/server";
import { isMailConfigured } from "@/lib/mail/settings";
import { checkConfiguration } from "@/lib/settings/configuration-check";
import { findMaintenance, type Maintenance } from "@/lib/settings/maintenance";
import { getChatSettings } from "@/lib/settings/queries";
import type { MaintenanceDto } from "@/lib/settings/schemas";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("title") };
}

export default async function ChatSettingsPage() {
  const { db } = await requireAdminPage("/admin/settings");
  const [settings, crm, maintenance, findings, t] = await Promise.all([
    getChatSettings(db),
    getCrmState(db),
    findMaintenance(db),
    checkConfiguration(db, isMailConfigured()),
    getTranslator("settings"),
  ]);
  const problems = findings.filter(({ severity }) => severity === "problem");
  return (
    <>
      {problems.length > 0 && (
        <Notice
          tone="warning"
          className="mb-6"
          action={
            <LinkButton href="/admin/settings/check" size="sm">
              {t("rules.toCheck")}
            </LinkButton>
          }
        >
          {t("rules.problems", { count: problems.length })}
        </Notice>
      )}
      <MaintenanceCard maintenance={toDto(maintenance)} save={setMaintenanceAction} />
      <ChatSettingsForm settings={settings} crm={crm} testCrm={testCrmAction} save={updateChatSettingsAction} />
    </>
  );
}

const toDto = (maintenance: Maintenance | null): MaintenanceDto =>
  maintenance && { since: maintenance.since.toISOString(), until: maintenance.until?.toISOString() ?? null };
