"use client";

import { Mail, MessageSquareText } from "lucide-react";
import { useTranslations } from "use-intl";
import { UnreadReviewsLink } from "@/components/reviews/unread-reviews";
import { TeamLink } from "@/components/team/team-link";
import { LinkButton } from "@/components/ui/actions/link-button";
import { AlertsMenu } from "../alerts/alerts-menu";
import { MentionsMenu } from "../notes/mentions-menu";
import { PresenceMenu } from "../presence/presence-menu";
import { useInbox } from "../use-desk";

/** Above the list: whether I am there, how I am called, and what else there is to go through. */
export function ListHeader() {
  const t = useTranslations("inbox");
  const replies = useTranslations("writing.replies");
  const state = useInbox();
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-2">
      <h1 className="flex-1 font-semibold text-xl">{t("title")}</h1>
      <MentionsMenu />
      <AlertsMenu />
      <PresenceMenu />
      {state.departments.length > 0 && (
        <div className="-ms-2.5 flex basis-full flex-wrap">
          <LinkButton
            href="/offline"
            size="sm"
            variant="ghost"
            icon={<Mail aria-hidden />}
            aria-label={t("list.offline", { count: state.offlineCount })}
          >
            {t("list.offlineShort")}
            {state.offlineCount > 0 && (
              <span aria-hidden className="text-muted tabular-nums">
                {state.offlineCount}
              </span>
            )}
          </LinkButton>
          <UnreadReviewsLink />
          <TeamLink operatorId={state.operator.id} />
          <LinkButton
            href="/replies"
            size="sm"
            variant="ghost"
            icon={<MessageSquareText aria-hidden />}
            aria-label={replies("title")}
          >
            {replies("titleShort")}
          </LinkButton>
        </div>
      )}
    </div>
  );
}
