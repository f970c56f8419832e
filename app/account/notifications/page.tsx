import type { Metadata } from "next";
import { updateAlertSettingsAction } from "@/app/account/notifications/actions";
import { AlertSettingsForm } from "@/components/alerts/alert-settings-form";
import { DeviceChecks } from "@/components/alerts/checks/device-checks";
import { InstallHint } from "@/components/alerts/install-hint";
import { PageHeader } from "@/components/ui/layout/page-header";
import { getAlertSettings } from "@/lib/alerts/queries";
import { requireOperatorPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { realtimeClientConfig } from "@/lib/realtime/settings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("alerts");
  return { title: t("settings.title") };
}

export default async function NotificationsPage() {
  const { actor, db } = await requireOperatorPage("/account/notifications");
  const [settings, t] = await Promise.all([getAlertSettings(db, actor.operatorId), getTranslator("alerts")]);
  return (
    <>
      <PageHeader
        title={t("settings.title")}
        description={t("settings.lead")}
        back={{ href: "/account", label: t("settings.account") }}
      />
      <div className="space-y-6">
        <DeviceChecks realtime={realtimeClientConfig()} volume={settings.volume} />
        <InstallHint />
        <AlertSettingsForm initial={settings} save={updateAlertSettingsAction} />
      </div>
    </>
  );
}
