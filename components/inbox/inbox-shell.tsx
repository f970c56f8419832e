"use client";

import { ChartColumn, CircleUser, Inbox, LayoutDashboard, LogOut, MessagesSquare, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { AppShell } from "@/components/ui/layout/app-shell";
import { UserMenu } from "@/components/ui/layout/user-menu";
import { MenuItem, MenuLink, MenuSeparator } from "@/components/ui/overlays/dropdown-menu";
import { LanguageMenuItems } from "@/components/ui/texts/language-switch";
import type { InboxDto } from "@/lib/chats/inbox-schemas";
import type { Locale } from "@/lib/i18n/locales";

type Props = {
  operator: Pick<InboxDto["operator"], "name" | "role">;
  setLocale: (locale: Locale) => Promise<void>;
  signOut: () => Promise<unknown>;
  children: ReactNode;
};

/** The frame around the desk: where else to go, and who is signed in. */
export function InboxShell({ operator, setLocale, signOut, children }: Props) {
  const t = useTranslations("inbox");
  const common = useTranslations("common");
  const teamText = useTranslations("team");
  const visitors = useTranslations("visitors");
  const tBoard = useTranslations("board");
  const tReports = useTranslations("reports");
  const admin = { href: "/admin", label: t("navigation.admin"), icon: <Settings aria-hidden /> };
  const inbox = { href: "/inbox", label: t("navigation.inbox"), icon: <Inbox aria-hidden /> };
  const people = { href: "/visitors", label: visitors("board.nav"), icon: <Users aria-hidden /> };
  const board = { href: "/board", label: tBoard("title"), icon: <LayoutDashboard aria-hidden /> };
  const reports = { href: "/reports", label: tReports("title"), icon: <ChartColumn aria-hidden /> };
  const team = { href: "/team", label: teamText("navigation"), icon: <MessagesSquare aria-hidden /> };
  return (
    <AppShell
      compact
      fill
      sections={[
        {
          items: [
            inbox,
            team,
            people,
            ...(operator.role === "operator" ? [] : [board, reports]),
            ...(operator.role === "admin" ? [admin] : []),
          ],
        },
      ]}
      userMenu={
        <UserMenu compact name={operator.name} detail={t(`role.${operator.role}`)}>
          <MenuLink href="/account" icon={<CircleUser aria-hidden />}>
            {t("navigation.account")}
          </MenuLink>
          <MenuSeparator />
          <LanguageMenuItems action={setLocale} />
          <MenuSeparator />
          <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>
            {common("signOut")}
          </MenuItem>
        </UserMenu>
      }
    >
      {children}
    </AppShell>
  );
}
