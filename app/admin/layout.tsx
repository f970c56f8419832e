import {
  Archive,
  Building2,
  ChartColumn,
  ClipboardCheck,
  CodeXml,
  HeartPulse,
  Inbox,
  KeyRound,
  Layers,
  LayoutDashboard,
  Palette,
  Rocket,
  ScrollText,
  SlidersHorizontal,
  Split,
  Tags,
  Users,
  Webhook,
} from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/login/actions";
import { TrialNotice } from "@/components/admin/licence-notice";
import { AccountMenu } from "@/components/auth/account-menu";
import { OperatorPictures } from "@/components/operators/operator-pictures";
import { AppShell } from "@/components/ui/layout/app-shell";
import { currentSession, requireAdminPage } from "@/lib/auth/guards";
import { areFirstStepsOver } from "@/lib/first-steps/queries";
import { getTranslator } from "@/lib/i18n/server";
import { listOperatorPictures } from "@/lib/operators/list-pictures";
import { processLicence } from "@/lib/seats/process-licence";
import { getLicence } from "@/lib/seats/queries";

export const metadata: Metadata = { robots: { index: false, follow: false } };

/** Frames the admin pages. Pages and actions ask for an admin themselves: a layout is not rendered for each of them. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  // A stranger is led to sign-in by the page below, which knows the address to come back to.
  if (!(await currentSession())) return children;
  const { actor, db } = await requireAdminPage();
  const [
    licence,
    isSettled,
    t,
    tStart,
    tRouting,
    tAppearance,
    tOrganise,
    tWebhooks,
    tReports,
    tApi,
    tAudit,
    tHealth,
    tRetention,
    tReviews,
  ] = await Promise.all([
    getLicence(db, processLicence(), new Date()),
    areFirstStepsOver(db),
    getTranslator("admin"),
    getTranslator("start"),
    getTranslator("routing"),
    getTranslator("appearance"),
    getTranslator("organise"),
    getTranslator("webhooks"),
    getTranslator("reports"),
    getTranslator("api"),
    getTranslator("audit"),
    getTranslator("health"),
    getTranslator("retention"),
    getTranslator("reviews"),
  ]);
  const sections = [
    {
      label: t("nav.manage"),
      items: [
        ...(isSettled ? [] : [{ href: "/admin/start", label: tStart("title"), icon: <Rocket aria-hidden /> }]),
        { href: "/admin/departments", label: t("nav.departments"), icon: <Layers aria-hidden /> },
        { href: "/admin/operators", label: t("nav.operators"), icon: <Users aria-hidden /> },
        { href: "/admin/tags", label: tOrganise("admin.title"), icon: <Tags aria-hidden /> },
        { href: "/admin/reviews", label: tReviews("card.page"), icon: <ClipboardCheck aria-hidden /> },
        { href: "/admin/snippets", label: t("nav.snippets"), icon: <CodeXml aria-hidden /> },
        { href: "/admin/appearance", label: tAppearance("nav"), icon: <Palette aria-hidden /> },
        { href: "/admin/webhooks", label: tWebhooks("nav"), icon: <Webhook aria-hidden /> },
        { href: "/admin/api-keys", label: tApi("nav"), icon: <KeyRound aria-hidden /> },
        { href: "/admin/company", label: t("nav.company"), icon: <Building2 aria-hidden /> },
        { href: "/admin/settings", label: t("nav.settings"), icon: <SlidersHorizontal aria-hidden /> },
        { href: "/admin/retention", label: tRetention("nav"), icon: <Archive aria-hidden /> },
        { href: "/admin/audit", label: tAudit("nav"), icon: <ScrollText aria-hidden /> },
        { href: "/admin/health", label: tHealth("nav"), icon: <HeartPulse aria-hidden /> },
      ],
    },
    {
      label: t("nav.work"),
      items: [
        { href: "/inbox", label: t("nav.inbox"), icon: <Inbox aria-hidden /> },
        { href: "/board", label: tRouting("nav.board"), icon: <LayoutDashboard aria-hidden /> },
        { href: "/reports", label: tReports("title"), icon: <ChartColumn aria-hidden /> },
        { href: "/routing", label: tRouting("nav.routing"), icon: <Split aria-hidden /> },
      ],
    },
  ];
  const menu = <AccountMenu name={actor.name} detail={t("role")} signOut={signOutAction} />;
  return (
    <OperatorPictures pictures={await listOperatorPictures(db)}>
      <AppShell sections={sections} userMenu={menu}>
        <TrialNotice trial={licence.trial} />
        {children}
      </AppShell>
    </OperatorPictures>
  );
}
