import type { Strategy } from "@/lib/routing/rules";
import { clockRulesOf, type ReplaySources } from "./clock-rules";
import type { Hour, RecordedOperator, ReplayedDepartment, ReplayRecord, Span } from "./record";

/** What is to be otherwise; null: as it is. */
export type Changes = {
  reassignMinutes: number | null;
  idleMinutes: number | null;
  /** Chats that may wait at once. */
  queueLimit: number | null;
  /** Minutes after which visitors are asked to go to the overflow department, where there is one. */
  overflowMinutes: number | null;
  /** Of everybody who works for the departments. */
  maxLoad: number | null;
  /** Added to each department, or, below 0, taken from it. */
  operators: number;
  /** Hours of the day in which they are added or taken, `to` excluded, over midnight as well; null: whenever anybody is there. */
  hours: { from: number; to: number } | null;
  strategy: Strategy | null;
  /** Is not there at all, for no department. */
  withoutId: string | null;
};

export const isNoChange = (changes: Changes): boolean =>
  changes.operators === 0 &&
  Object.entries(changes).every(([name, value]) => name === "operators" || name === "hours" || value === null);

type Stretch = Pick<Span, "from" | "to">;

/** Of a department without members. */
const MAX_LOAD = 5;

/** The record as it would be with something changed in some departments. `sources`: what is set, by department. */
export function withChanges(
  record: ReplayRecord,
  departmentIds: ReadonlySet<string>,
  changes: Changes,
  sources: ReadonlyMap<string, ReplaySources>,
): ReplayRecord {
  const { maxLoad, withoutId } = changes;
  const operators = record.operators
    .filter(({ id }) => id !== withoutId)
    .map((operator) =>
      maxLoad !== null && operator.seats.some(({ departmentId }) => departmentIds.has(departmentId))
        ? { ...operator, maxLoad }
        : operator,
    );
  const changed = { ...record, operators };
  return {
    ...changed,
    operators: [...operators, ...[...departmentIds].sort().flatMap((id) => added(changed, id, changes))],
    departments: record.departments.map((department) =>
      departmentIds.has(department.id)
        ? changedDepartment(changed, department, changes, sources.get(department.id))
        : department,
    ),
  };
}

function changedDepartment(
  record: ReplayRecord,
  department: ReplayedDepartment,
  { reassignMinutes, idleMinutes, overflowMinutes, queueLimit, strategy, operators, hours }: Changes,
  sources: ReplaySources | undefined,
): ReplayedDepartment {
  const reassign = reassignMinutes !== null && { reassign: true, reassignAfterMinutes: reassignMinutes };
  const idle = idleMinutes !== null && { closeIdle: true, closeIdleAfterMinutes: idleMinutes };
  const overflow = overflowMinutes !== null && { overflowAfterMinutes: overflowMinutes };
  return {
    ...department,
    queueLimitChats: queueLimit ?? department.queueLimitChats,
    strategy: strategy ?? department.strategy,
    rules:
      sources && (reassign || idle || overflow)
        ? clockRulesOf({ ...sources, department: { ...sources.department, ...reassign, ...idle, ...overflow } })
        : department.rules,
    without:
      operators < 0
        ? {
            count: -operators,
            ranks: ranksOf(record, department.id),
            windows: hours
              ? windowsOf(record.hours, hours)
              : [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }],
          }
        : null,
  };
}

const membersOf = ({ operators }: ReplayRecord, departmentId: string) =>
  operators.filter(({ seats }) => seats.some((seat) => seat.departmentId === departmentId));

/** Members of a department, those who had the fewest of its chats first. */
function ranksOf(record: ReplayRecord, departmentId: string): string[] {
  const had = new Map<string, number>();
  for (const { departmentId: id, owner } of record.chats.flatMap(({ stages }) => stages)) {
    if (id === departmentId && owner) had.set(owner.operatorId, (had.get(owner.operatorId) ?? 0) + 1);
  }
  return membersOf(record, departmentId)
    .map(({ id }) => id)
    .sort((a, b) => (had.get(a) ?? 0) - (had.get(b) ?? 0) || (a < b ? -1 : 1));
}

/** New colleagues who are like the present ones, and work for this department alone. */
function added(record: ReplayRecord, departmentId: string, { operators, hours, maxLoad }: Changes): RecordedOperator[] {
  if (operators <= 0) return [];
  const members = membersOf(record, departmentId);
  const there = unionOf(members.flatMap(({ spans }) => spans.filter(({ state }) => state === "there")));
  const isDayOf = ({ start, end }: Hour) => there.some(({ from, to }) => from < end && start < to);
  const days = new Set(record.hours.filter(isDayOf).map(({ day }) => day));
  const spans = hours
    ? windowsOf(
        record.hours.filter(({ day }) => days.has(day)),
        hours,
      )
    : there;
  const loads = members.reduce((sum, one) => sum + one.maxLoad, 0);
  const lines = members.flatMap(({ seats }) =>
    seats.flatMap((seat) => (seat.departmentId === departmentId ? seat.line : [])),
  );
  return Array.from({ length: operators }, (_, index) => ({
    id: `added ${departmentId} ${index}`,
    name: "",
    maxLoad: maxLoad ?? (members.length > 0 ? Math.round(loads / members.length) : MAX_LOAD),
    channelTypes: [...new Set(record.chats.map(({ channelType }) => channelType))],
    seats: [{ departmentId, line: lines.length > 0 ? Math.min(...lines) : 1 }],
    spans: spans.map((span) => ({ ...span, state: "there" as const, isNoted: false })),
  }));
}

/** The hours of a day that lie in a range, those that touch in one. */
function windowsOf(hours: readonly Hour[], { from, to }: { from: number; to: number }): Stretch[] {
  const isIn = (hour: number) => (from < to ? from <= hour && hour < to : hour >= from || hour < to);
  return unionOf(hours.filter(({ hour }) => isIn(hour)).map(({ start, end }) => ({ from: start, to: end })));
}

function unionOf(spans: readonly Stretch[]): Stretch[] {
  const union: Stretch[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}
