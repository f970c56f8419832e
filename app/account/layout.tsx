import { BellRing, Inbox, Settings } from "lucide-react";
import { signOutAction } from "@/app/login/actions";
import { AccountMenu } from "@/components/auth/account-menu";
import { DeskWatch } from "@/components/inbox/watch/desk-watch";
import { AppShell } from "@/components/ui/layout/app-shell";
import { requireOperatorPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { realtimeClientConfig } from "@/lib/realtime/settings";

export default async function AccountLayout({ children }: LayoutProps<"/account">) {
  const { actor } = await requireOperatorPage("/account");
  const [t, tAlerts] = await Promise.all([getTranslator("auth"), getTranslator("alerts")]);
  const items = [{ href: "/inbox", label: t("navigation.inbox"), icon: <Inbox aria-hidden /> }];
  items.push({ href: "/account/notifications", label: tAlerts("settings.nav"), icon: <BellRing aria-hidden /> });
  if (actor.role === "admin") {
    items.push({ href: "/admin/departments", label: t("navigation.admin"), icon: <Settings aria-hidden /> });
  }
  const menu = <AccountMenu name={actor.name} detail={t("role", { role: actor.role })} signOut={signOutAction} />;
  return (
    <AppShell sections={[{ items }]} userMenu={menu}>
      <DeskWatch realtime={realtimeClientConfig()}>{children}</DeskWatch>
    </AppShell>
  );
}
