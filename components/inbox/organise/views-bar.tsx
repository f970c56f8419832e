"use client";

import { BookmarkPlus, ListChecks } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/actions/icon-button";
import { cn } from "@/components/ui/cn";
import { DEFAULT_FILTER, type ListFilter, settled } from "@/lib/inbox/lists/list-filter";
import { countOfView, type ListCounts } from "@/lib/inbox/lists/tab-counts";
import { useInbox } from "../use-desk";
import { ManageViewsDialog } from "./manage-views-dialog";
import { useOrganise } from "./organise-context";
import { SaveViewDialog } from "./save-view-dialog";

type Props = { filter: ListFilter; counts: ListCounts; onChange: (filter: ListFilter) => void };

const asText = (filter: ListFilter) => {
  const { tab, departmentId, status, unread, unanswered, tagIds } = settled(filter);
  return JSON.stringify([tab, departmentId, status, unread, unanswered, [...tagIds].sort()]);
};

/** Saved lists, each a click away with its number; nothing while none is saved and nothing is worth saving. */
export function ViewsBar({ filter, counts, onChange }: Props) {
  const t = useTranslations("organise.views");
  const state = useInbox();
  const { views } = useOrganise();
  const [shown, setShown] = useState<"save" | "manage" | null>(null);
  const present = asText(filter);
  const canSave = present !== asText({ ...DEFAULT_FILTER, tab: filter.tab });
  if (views.length === 0 && !canSave) return null;
  return (
    <nav aria-label={t("label")} className="flex items-center gap-1 border-border border-b px-2 py-1">
      <ul className="flex min-w-0 flex-1 gap-1 overflow-x-auto py-0.5">
        {views.map((view) => {
          const { id, name, query } = view;
          const count = countOfView(state, counts, view);
          const isCurrent = asText(query) === present;
          return (
            <li key={id} className="shrink-0">
              <button
                type="button"
                aria-current={isCurrent || undefined}
                onClick={() => onChange(isCurrent ? { ...DEFAULT_FILTER, tab: query.tab } : query)}
                className={cn(
                  "inline-flex min-h-7 max-w-44 items-center gap-1.5 rounded-md px-2 text-xs",
                  isCurrent ? "bg-accent-soft font-medium text-accent-text" : "text-foreground hover:bg-surface-sunken",
                )}
              >
                <bdi className="truncate">{name}</bdi>
                {count && (
                  <span className="text-muted tabular-nums">
                    <span aria-hidden>{count.isMore ? `${count.count}+` : count.count}</span>
                    <span className="sr-only">{t("count", { count: count.count })}</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {canSave && !views.some(({ query }) => asText(query) === present) && (
        <IconButton size="sm" label={t("save")} icon={<BookmarkPlus aria-hidden />} onClick={() => setShown("save")} />
      )}
      {views.length > 0 && (
        <IconButton
          size="sm"
          label={t("manage")}
          icon={<ListChecks aria-hidden />}
          onClick={() => setShown("manage")}
        />
      )}
      {shown === "save" && <SaveViewDialog filter={filter} onClose={() => setShown(null)} />}
      {shown === "manage" && <ManageViewsDialog onClose={() => setShown(null)} />}
    </nav>
  );
}
