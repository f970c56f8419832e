"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Elapsed } from "@/components/inbox/times";
import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { StatusDot } from "@/components/ui/display/status-dot";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import type { Tone } from "@/components/ui/tone";
import { type BoardPresence, boardPresence, freeSlots } from "@/lib/supervision/rules";
import type { BoardDepartment, BoardOperator } from "@/lib/supervision/schemas";

const PRESENCE_TONES: Record<BoardPresence, Tone> = {
  online: "success",
  finishing: "warning",
  lost: "danger",
  away: "warning",
  offline: "neutral",
};

type Props = {
  operators: readonly BoardOperator[];
  departments: readonly BoardDepartment[];
  onOpen: (operator: BoardOperator) => void;
};

/** Who is there and what they carry; a name opens their chats. On phones each operator is a block of its own. */
export function OperatorTable({ operators, departments, onOpen }: Props) {
  const t = useTranslations("board");
  if (operators.length === 0) return <p className="text-muted">{t("noOperators")}</p>;
  return (
    <Table label={t("operators")}>
      <TableHead>
        <TableRow>
          <TableHeader>{t("operator")}</TableHeader>
          <TableHeader>{t("presence")}</TableHeader>
          <TableHeader>{t("load")}</TableHeader>
          <TableHeader>{t("freeSlots")}</TableHeader>
          <TableHeader>{t("chats")}</TableHeader>
          <TableHeader>{t("unanswered")}</TableHeader>
          <TableHeader>{t("missesToday")}</TableHeader>
          <TableHeader>{t("departments")}</TableHeader>
        </TableRow>
      </TableHead>
      <tbody>
        {operators.map((operator) => (
          <OperatorRow key={operator.id} operator={operator} departments={departments} onOpen={onOpen} />
        ))}
      </tbody>
    </Table>
  );
}

function OperatorRow({ operator, departments, onOpen }: Omit<Props, "operators"> & { operator: BoardOperator }) {
  const t = useTranslations("board");
  const { name, load, maxLoad, chats, held, unansweredSince, missesToday, departmentIds } = operator;
  const presence = boardPresence(operator);
  const own = departments.filter(({ id }) => departmentIds.includes(id));
  return (
    <TableRow>
      <TableCell>
        <button
          type="button"
          onClick={() => onOpen(operator)}
          className="flex min-h-8 max-w-full items-center gap-2.5 rounded-sm text-start hover:underline"
        >
          <OperatorAvatar operatorId={operator.id} name={name} size="sm" />
          <bdi className="min-w-0 truncate font-medium">{name}</bdi>
          <span className="sr-only">{t("showChats", { name: isolate(name) })}</span>
        </button>
      </TableCell>
      <TableCell label={t("presence")}>
        <StatusDot tone={PRESENCE_TONES[presence]}>{t(`is.${presence}`)}</StatusDot>
      </TableCell>
      <TableCell label={t("load")}>
        <Load load={load} maxLoad={maxLoad} />
      </TableCell>
      <TableCell label={t("freeSlots")} className="tabular-nums">
        {freeSlots(operator)}
      </TableCell>
      <TableCell label={t("chats")} className="tabular-nums">
        {chats}
        {held > 0 && <span className="ms-1.5 text-muted text-xs">{t("held", { count: held })}</span>}
      </TableCell>
      <TableCell label={t("unanswered")} className="tabular-nums">
        {unansweredSince ? <Elapsed since={unansweredSince} /> : "–"}
      </TableCell>
      <TableCell
        label={t("missesToday")}
        className={missesToday > 0 ? "text-danger-text tabular-nums" : "tabular-nums"}
      >
        {missesToday}
      </TableCell>
      <TableCell label={t("departments")}>
        <ul className="flex min-w-28 flex-wrap gap-1">
          {own.map((department) => (
            <li key={department.id} title={department.name}>
              <DepartmentSquare department={department} size="xs" />
              <span className="sr-only">{department.name}</span>
            </li>
          ))}
        </ul>
      </TableCell>
    </TableRow>
  );
}

/** "3 / 5" with a bar; more than the maximum is possible, because people may take chats beyond it. */
function Load({ load, maxLoad }: { load: number; maxLoad: number }) {
  const t = useTranslations("board");
  const share = maxLoad === 0 ? (load > 0 ? 1 : 0) : Math.min(1, load / maxLoad);
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap tabular-nums">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-surface-sunken">
        <span
          className={`block h-full rounded-full ${share >= 1 ? "bg-warning" : "bg-accent"}`}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span aria-hidden>
        {load}/{maxLoad}
      </span>
      <span className="sr-only">{t("loadOf", { load, maxLoad })}</span>
    </span>
  );
}
