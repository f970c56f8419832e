"use client";

import { Tabs as Radix } from "radix-ui";
import { useTranslations } from "use-intl";
import { LIST_TABS, type ListFilter } from "@/lib/inbox/lists/list-filter";
import { countOf, type ListCounts } from "@/lib/inbox/lists/tab-counts";
import { useInbox } from "../use-desk";

type Props = { filter: ListFilter; counts: ListCounts };

/** The four lists, each with how many chats it has under the present filters. */
export function ListTabs({ filter, counts }: Props) {
  const t = useTranslations("lists");
  const state = useInbox();
  return (
    <Radix.List aria-label={t("tabs")} className="flex border-border border-b px-2">
      {LIST_TABS.map((tab) => {
        const count = countOf(state, counts, { ...filter, tab });
        return (
          <Radix.Trigger
            key={tab}
            value={tab}
            className="-mb-px flex min-h-12 min-w-0 flex-1 flex-col items-center justify-center border-transparent border-b-2 px-1 font-medium text-muted text-sm hover:text-foreground focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-foreground"
          >
            <span className="max-w-full truncate">{t(`tab.${tab}`)}</span>
            <span className="min-h-4 text-xs tabular-nums leading-4">
              {count && (count.isMore ? t("more", { count: count.count }) : count.count)}
            </span>
          </Radix.Trigger>
        );
      })}
    </Radix.List>
  );
}
