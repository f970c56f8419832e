"use client";

import { Coffee, Filter } from "lucide-react";
import { useTranslations } from "use-intl";
import { EmptyState } from "@/components/ui/display/empty-state";
import { type ListFilter, settled } from "@/lib/inbox/lists/list-filter";
import { useInbox } from "../use-desk";

/** Stands where no row is, and says why: nothing passes the filters, or there is nothing. */
export function EmptyList({ filter, hasOffers }: { filter: ListFilter; hasOffers: boolean }) {
  const t = useTranslations("inbox.empty");
  const presence = useTranslations("inbox.presence");
  const lists = useTranslations("lists");
  const { operator } = useInbox();
  const { departmentId, status, unread, unanswered, tab } = settled(filter);
  if (departmentId !== null || status !== null || unread || unanswered) {
    return <EmptyState icon={<Filter />} title={lists("noMatchTitle")} text={lists("noMatchText")} />;
  }
  if (tab !== "mine" || hasOffers) return <p className="px-4 py-4 text-muted">{lists(`empty.${tab}`)}</p>;
  return (
    <EmptyState
      icon={<Coffee />}
      title={t("noChatsTitle")}
      text={operator.intent === "online" ? t("noChatsText") : t("awayText", { presence: presence(operator.intent) })}
    />
  );
}
