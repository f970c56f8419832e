"use client";

import { Accessibility } from "@dnd-kit/dom";
import { DragDropProvider, type DragEndEvent, type DragOverEvent, type DragStartEvent } from "@dnd-kit/react";
import { isSortable } from "@dnd-kit/react/sortable";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { DepartmentListActions } from "@/components/admin/departments/department-actions";
import { DepartmentRow } from "@/components/admin/departments/department-row";
import { useDepartmentOrder } from "@/components/admin/departments/use-department-order";
import { VisuallyHidden } from "@/components/ui/display/visually-hidden";
import { isVisible, moveEntry } from "@/lib/departments/rules";
import type { DepartmentRowDto } from "@/lib/departments/schemas";

type Props = { departments: DepartmentRowDto[]; actions: DepartmentListActions };

/** The departments in their order, which is changed by dragging, by keyboard or by buttons, and saved at once. */
export function DepartmentList({ departments, actions }: Props) {
  const t = useTranslations("admin.departments");
  const instructionsId = useId();
  const [announcement, setAnnouncement] = useState("");
  const { ids, reorder } = useDepartmentOrder(
    departments.map(({ id }) => id),
    actions.reorder,
  );
  const byId = new Map(departments.map((department) => [department.id, department]));
  const rows = ids.flatMap((id) => byId.get(id) ?? []);
  const visibleCount = departments.filter(isVisible).length;

  const say = (key: "picked" | "over" | "moved" | "cancelled", id: unknown, index: number) => {
    const name = byId.get(String(id))?.name ?? "";
    setAnnouncement(t(`order.${key}`, { name, position: index + 1, count: rows.length }));
  };
  const moveTo = (id: string, index: number) => {
    reorder(moveEntry(ids, ids.indexOf(id), index));
    say("moved", id, index);
  };
  const onDragStart = ({ operation: { source } }: DragStartEvent) => {
    if (isSortable(source)) say("picked", source.id, source.index);
  };
  const onDragOver = ({ operation: { source } }: DragOverEvent) => {
    // The sortable's index changes right after this event.
    if (isSortable(source)) queueMicrotask(() => say("over", source.id, source.index));
  };
  const onDragEnd = ({ operation: { source }, canceled }: DragEndEvent) => {
    if (!isSortable(source)) return;
    if (canceled) return say("cancelled", source.id, source.initialIndex);
    if (source.index !== source.initialIndex) return moveTo(String(source.id), source.index);
    say("moved", source.id, source.index);
  };

  return (
    <>
      <VisuallyHidden id={instructionsId}>{t("order.instructions")}</VisuallyHidden>
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
      <DragDropProvider
        // Its announcements are in English only; ours stand above.
        plugins={(defaults) => defaults.filter((plugin) => plugin !== Accessibility)}
        onDragStart={onDragStart}
        onDragOver={onDragOver}
        onDragEnd={onDragEnd}
      >
        <ol aria-label={t("list")} className="divide-y divide-border rounded-lg border border-border bg-surface">
          {rows.map((department, index) => (
            <DepartmentRow
              key={department.id}
              department={department}
              index={index}
              count={rows.length}
              visibleCount={visibleCount}
              instructionsId={instructionsId}
              onMove={(to) => moveTo(department.id, to)}
              actions={actions}
            />
          ))}
        </ol>
      </DragDropProvider>
    </>
  );
}
