import type { ReactNode } from "react";
import { synchronizeAction } from "@/app/admin/settings/actions";
import { SettingsActions } from "@/components/admin/settings/settings-actions";
import { PageHeader } from "@/components/ui/layout/page-header";
import { TabNav } from "@/components/ui/layout/tabs";
import { getTranslator } from "@/lib/i18n/server";

/** The head of «Chat settings»: its menu and its tabs. The pages ask for an admin themselves. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslator("settings");
  const tabs = [
    { href: "/admin/settings", label: t("tabs.rules"), exact: true },
    { href: "/admin/settings/channels", label: t("tabs.channels") },
    { href: "/admin/settings/operators", label: t("tabs.operators") },
    { href: "/admin/settings/check", label: t("tabs.check") },
  ];
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={<SettingsActions synchronize={synchronizeAction} />}
      />
      <TabNav label={t("tabs.label")} items={tabs} />
      {children}
    </>
  );
}
