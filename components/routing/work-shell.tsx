"use client";

import {
  ChartColumn,
  ClipboardCheck,
  Inbox,
  LayoutDashboard,
  Mail,
  MessageSquareText,
  MessagesSquare,
  Settings,
  Split,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { AccountMenu } from "@/components/auth/account-menu";
import { UnreadReviewsBadge } from "@/components/reviews/unread-reviews";
import { AppShell } from "@/components/ui/layout/app-shell";
import type { NavItem } from "@/components/ui/layout/side-nav";
import type { ActionResult } from "@/lib/http/result";
import type { OperatorRole } from "@/lib/operators/schemas";

type Props = {
  name: string;
  role: OperatorRole;
  signOut: () => Promise<ActionResult<void>>;
  /** For pages with more to show than a column holds. */
  wide?: boolean;
  children: ReactNode;
};

/** Frame of the pages beside the inbox, for operators of every role: each sees where they may go. */
export function WorkShell({ name, role, signOut, wide, children }: Props) {
  const t = useTranslations("routing");
  const team = useTranslations("team");
  const visitors = useTranslations("visitors");
  const reports = useTranslations("reports");
  const reviews = useTranslations("reviews");
  const replies = useTranslations("writing.replies");
  const items: NavItem[] = [
    { href: "/inbox", label: t("nav.inbox"), icon: <Inbox aria-hidden /> },
    { href: "/offline", label: t("nav.offline"), icon: <Mail aria-hidden /> },
    { href: "/visitors", label: visitors("board.nav"), icon: <Users aria-hidden /> },
    { href: "/team", label: team("navigation"), icon: <MessagesSquare aria-hidden /> },
  ];
  if (role !== "operator") {
    items.push({ href: "/board", label: t("nav.board"), icon: <LayoutDashboard aria-hidden /> });
    items.push({ href: "/reports", label: reports("title"), icon: <ChartColumn aria-hidden /> });
  }
  items.push({
    href: "/reviews",
    label: reviews("title"),
    icon: <ClipboardCheck aria-hidden />,
    badge: <UnreadReviewsBadge />,
  });
  items.push({ href: "/replies", label: replies("title"), icon: <MessageSquareText aria-hidden /> });
  if (role !== "operator") items.push({ href: "/routing", label: t("nav.routing"), icon: <Split aria-hidden /> });
  if (role === "admin") {
    items.push({ href: "/admin/departments", label: t("nav.admin"), icon: <Settings aria-hidden /> });
  }
  return (
    <AppShell
      wide={wide}
      sections={[{ items }]}
      userMenu={<AccountMenu name={name} detail={t("role", { role })} signOut={signOut} />}
    >
      {children}
    </AppShell>
  );
}
