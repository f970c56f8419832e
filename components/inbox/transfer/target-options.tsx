"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { Badge } from "@/components/ui/display/badge";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { StatusDot } from "@/components/ui/display/status-dot";
import { RadioCards } from "@/components/ui/forms/radio-cards";
import type { Tone } from "@/components/ui/tone";
import {
  type DepartmentTarget,
  type OperatorTarget,
  type OperatorTargetState,
  obstacleOf,
  operatorTargetState,
  type TransferChoice,
} from "@/lib/inbox/transfer-choice";

type Choosing = { choice: TransferChoice | null; onChoose: (choice: TransferChoice) => void };

const STATE_TONES: Record<DepartmentTarget["state"], Tone> = {
  open: "success",
  busy: "warning",
  away: "neutral",
  closed: "neutral",
};
const PRESENCE_TONES: Record<OperatorTargetState, Tone> = {
  online: "success",
  finishing: "warning",
  away: "warning",
  lost: "danger",
  offline: "neutral",
};

/** Departments to choose from, with what awaits a chat there. */
export function DepartmentOptions({
  departments,
  choice,
  onChoose,
}: Choosing & { departments: readonly DepartmentTarget[] }) {
  const t = useTranslations("inbox.transfer");
  const waitText = useWaitText();
  if (departments.length === 0) return <p className="py-4 text-muted">{t("noDepartments")}</p>;
  return (
    <RadioCards
      label={t("departments")}
      labelHidden
      value={choice?.to === "department" ? choice.id : ""}
      onValueChange={(id) => onChoose({ to: "department", id })}
      options={departments.map((department) => ({
        value: department.id,
        icon: <DepartmentSquare department={department} size="md" />,
        label: (
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <bdi className="min-w-0 [overflow-wrap:anywhere]">{department.name}</bdi>
            {department.hidden && <Badge>{t("hidden")}</Badge>}
          </span>
        ),
        hint: (
          <span className="flex flex-wrap gap-x-3 gap-y-0.5">
            <StatusDot tone={STATE_TONES[department.state]}>{t(`state.${department.state}`)}</StatusDot>
            {department.online > 0 && (
              <>
                <span>{t("online", { count: department.online })}</span>
                <Load {...department} />
              </>
            )}
            <span>{t("waiting", { count: department.waiting })}</span>
            {department.estimate ? (
              <span>{waitText(department.estimate)}</span>
            ) : (
              department.state === "open" && <span>{t("noWait")}</span>
            )}
            {department.state !== "open" && <Why>{t(`why.${department.state}`)}</Why>}
          </span>
        ),
      }))}
    />
  );
}

type OperatorProps = Choosing & { operators: readonly OperatorTarget[]; departments: readonly DepartmentTarget[] };

/** Operators to choose from, with their state and what they carry. */
export function OperatorOptions({ operators, departments, choice, onChoose }: OperatorProps) {
  const t = useTranslations("inbox.transfer");
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  if (operators.length === 0) return <p className="py-4 text-muted">{t("noOperators")}</p>;
  return (
    <RadioCards
      label={t("operators")}
      labelHidden
      value={choice?.to === "operator" ? choice.id : ""}
      onValueChange={(id) => onChoose({ to: "operator", id, departmentId: null })}
      options={operators.map((operator) => {
        const { id, name, load, maxLoad, departmentIds } = operator;
        const state = operatorTargetState(operator);
        const obstacle = obstacleOf(operator);
        const members = departmentIds.flatMap((departmentId) => names.get(departmentId) ?? []);
        return {
          value: id,
          icon: <OperatorAvatar operatorId={id} name={name} size="md" />,
          label: <bdi className="[overflow-wrap:anywhere]">{name}</bdi>,
          hint: (
            <span className="flex flex-wrap gap-x-3 gap-y-0.5">
              <StatusDot tone={PRESENCE_TONES[state]}>{t(`presence.${state}`)}</StatusDot>
              <Load load={load} maxLoad={maxLoad} />
              <bdi className="[overflow-wrap:anywhere]">{members.join(", ")}</bdi>
              {obstacle && <Why>{t(`obstacle.${obstacle}`)}</Why>}
            </span>
          ),
        };
      })}
    />
  );
}

function Load({ load, maxLoad }: { load: number; maxLoad: number }) {
  const t = useTranslations("inbox.transfer");
  return <span className={load >= maxLoad ? "text-warning-text" : undefined}>{t("load", { load, maxLoad })}</span>;
}

/** On a line of its own: why the chat would not be taken at once. */
function Why({ children }: { children: ReactNode }) {
  return <span className="basis-full">{children}</span>;
}

/** Words an expected wait: "wait 2–4 min". */
function useWaitText(): (estimate: NonNullable<DepartmentTarget["estimate"]>) => string {
  const t = useTranslations("inbox.transfer");
  return ({ fromMinutes, toMinutes }) => {
    if (toMinutes === null) return t("expectedOver", { from: fromMinutes });
    return fromMinutes === 0
      ? t("expectedUpTo", { to: toMinutes })
      : t("expected", { from: fromMinutes, to: toMinutes });
  };
}
