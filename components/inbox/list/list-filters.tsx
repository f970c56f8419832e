"use client";

import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { DropdownMenu } from "@/components/ui/overlays/dropdown-menu";
import { MenuChoices } from "@/components/ui/overlays/menu-choices";
import type { DepartmentBadgeDto } from "@/lib/chats/schemas";
import { DEFAULT_FILTER, type ListFilter, TAB_CONDITIONS } from "@/lib/inbox/lists/list-filter";
import { type Count, countOf, type ListCounts } from "@/lib/inbox/lists/tab-counts";
import { TagFilter } from "../organise/tag-filter";
import { useInbox } from "../use-desk";

type Props = {
  filter: ListFilter;
  departments: readonly DepartmentBadgeDto[];
  counts: ListCounts;
  onChange: (change: Partial<ListFilter>) => void;
};

const CHIP =
  "inline-flex min-h-8 min-w-0 max-w-full items-center gap-1.5 rounded-full border px-2.5 text-xs [&>svg]:size-3.5 [&>svg]:shrink-0";
const OFF = "border-border-control bg-surface text-foreground hover:bg-surface-sunken";
const ON = "border-transparent bg-accent font-medium text-accent-foreground hover:bg-accent-hover";

/** Narrows the list: by department, by what the chats are in, by unread and unanswered. Each choice tells its number. */
export function ListFilters({ filter, departments, counts, onChange }: Props) {
  const t = useTranslations("lists");
  const state = useInbox();
  const { tab, departmentId, status } = filter;
  const count = (change: Partial<ListFilter>) => countOf(state, counts, { ...filter, ...change });
  const hint = (found: Count | null) =>
    found && <span className="text-muted text-xs tabular-nums">{found.isMore ? `${found.count}+` : found.count}</span>;
  const chosen = departments.find(({ id }) => id === departmentId);
  const conditions = TAB_CONDITIONS[tab];
  const isNarrowed =
    departmentId !== null || status !== null || filter.unread || filter.unanswered || filter.tagIds.length > 0;
  const toggle = (name: "unread" | "unanswered") => {
    const found = count({ [name]: true });
    return (
      <button
        type="button"
        aria-pressed={filter[name]}
        onClick={() => onChange({ [name]: !filter[name] })}
        className={cn(CHIP, filter[name] ? ON : OFF)}
      >
        {t(name)}
        {found && <span className="tabular-nums">{found.count}</span>}
      </button>
    );
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend to be seen.
    <div role="group" aria-label={t("filters")} className="flex flex-wrap gap-1.5 border-border border-b px-3 py-2">
      {departments.length > 1 && (
        <DropdownMenu
          trigger={
            <Trigger label={t("department")} isOn={departmentId !== null}>
              {chosen && <DepartmentSquare department={chosen} size="xs" />}
              {chosen ? <bdi className="truncate">{chosen.name}</bdi> : t("allDepartments")}
            </Trigger>
          }
        >
          <MenuChoices
            label={t("department")}
            value={departmentId ?? ""}
            onChange={(id) => onChange({ departmentId: id === "" ? null : id })}
            options={[
              { value: "", label: t("allDepartments"), hint: hint(count({ departmentId: null })) },
              ...departments.map((department) => ({
                value: department.id,
                label: department.name,
                icon: <DepartmentSquare department={department} size="xs" />,
                hint: hint(count({ departmentId: department.id })),
              })),
            ]}
          />
        </DropdownMenu>
      )}
      {conditions.length > 0 && (
        <DropdownMenu
          trigger={
            <Trigger label={t("status")} isOn={status !== null}>
              {t(status ? `condition.${status}` : "allConditions")}
            </Trigger>
          }
        >
          <MenuChoices
            label={t("status")}
            value={status ?? ""}
            onChange={(value) => onChange({ status: conditions.find((one) => one === value) ?? null })}
            options={[
              { value: "", label: t("allConditions"), hint: hint(count({ status: null })) },
              ...conditions.map((one) => ({
                value: one,
                label: t(`condition.${one}`),
                hint: hint(count({ status: one })),
              })),
            ]}
          />
        </DropdownMenu>
      )}
      <TagFilter
        tagIds={filter.tagIds}
        onChange={(tagIds) => onChange({ tagIds })}
        className={cn(CHIP, filter.tagIds.length > 0 ? ON : OFF)}
      />
      {tab !== "closed" && toggle("unread")}
      {tab !== "closed" && toggle("unanswered")}
      {isNarrowed && (
        <button type="button" onClick={() => onChange({ ...DEFAULT_FILTER, tab })} className={cn(CHIP, OFF)}>
          <X aria-hidden />
          {t("reset")}
        </button>
      )}
    </div>
  );
}

type TriggerProps = { label: string; isOn: boolean; children: ReactNode };

/** What is chosen, with what it is a choice of for who does not see the menu. */
function Trigger({ label, isOn, children, ...rest }: TriggerProps) {
  return (
    <button type="button" {...rest} className={cn(CHIP, isOn ? ON : OFF)}>
      <span className="sr-only">{label}: </span>
      {children}
      <ChevronDown aria-hidden />
    </button>
  );
}
