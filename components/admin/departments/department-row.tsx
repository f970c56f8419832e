"use client";

import { useSortable } from "@dnd-kit/react/sortable";
import { ChevronDown, ChevronUp, GripVertical } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { DepartmentListActions } from "@/components/admin/departments/department-actions";
import { DepartmentBadges } from "@/components/admin/departments/department-badges";
import { DepartmentMenu } from "@/components/admin/departments/department-menu";
import { IconButton } from "@/components/ui/actions/icon-button";
import { cn } from "@/components/ui/cn";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import { describeVisibility } from "@/lib/departments/rules";
import type { DepartmentRowDto } from "@/lib/departments/schemas";

type Props = {
  department: DepartmentRowDto;
  index: number;
  count: number;
  visibleCount: number;
  instructionsId: string;
  onMove: (to: number) => void;
  actions: DepartmentListActions;
};

export function DepartmentRow({ department, index, count, visibleCount, instructionsId, onMove, actions }: Props) {
  const t = useTranslations("admin.departments");
  const { ref, handleRef, isDragging } = useSortable({ id: department.id, index });
  const { name, siteUrl, members, openChats } = department;
  return (
    <li
      ref={ref}
      className={cn(
        "flex items-start gap-1 bg-surface py-3 ps-1 pe-2 first:rounded-t-lg last:rounded-b-lg sm:items-center sm:gap-2 sm:ps-2 sm:pe-3",
        isDragging && "relative z-10 rounded-lg shadow-raised",
      )}
    >
      <button
        ref={handleRef}
        type="button"
        aria-label={t("order.handle", { name })}
        aria-describedby={instructionsId}
        className="inline-flex size-8 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-muted hover:bg-surface-sunken"
      >
        <GripVertical aria-hidden className="size-4.5" />
      </button>
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1.5 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] md:items-center">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            href={`/admin/departments/${department.id}`}
            className="flex min-h-8 max-w-full items-center rounded-sm hover:underline"
          >
            <DepartmentMark department={department} size="md" detail={siteUrl && hostOf(siteUrl)} />
          </Link>
          <DepartmentBadges hidden={department.hidden} disabled={department.disabled} />
        </div>
        <div className="min-w-0 space-y-1">
          <p>{t(`visibility.${describeVisibility(department, { visibleCount })}`)}</p>
          <p className={members === 0 ? "text-warning-text text-xs" : "text-muted text-xs"}>
            {members === 0 ? t("noMembers") : t("members", { count: members })}
            {openChats > 0 && ` · ${t("openChats", { count: openChats })}`}
          </p>
        </div>
      </div>
      <div className="flex shrink-0 flex-col items-center gap-0.5 sm:flex-row">
        <IconButton
          size="sm"
          label={t("order.up", { name })}
          icon={<ChevronUp aria-hidden />}
          // Not `disabled`: at the end of the list the button keeps the focus.
          aria-disabled={index === 0}
          className={index === 0 ? "opacity-35" : undefined}
          onClick={() => index > 0 && onMove(index - 1)}
        />
        <IconButton
          size="sm"
          label={t("order.down", { name })}
          icon={<ChevronDown aria-hidden />}
          aria-disabled={index === count - 1}
          className={index === count - 1 ? "opacity-35" : undefined}
          onClick={() => index < count - 1 && onMove(index + 1)}
        />
        <DepartmentMenu department={department} setFlag={actions.setFlag} remove={actions.remove} />
      </div>
    </li>
  );
}

/** The site as people say it: without scheme and trailing slash. */
const hostOf = (url: string) => url.replace(/^https?:\/\//, "").replace(/\/$/, "");
