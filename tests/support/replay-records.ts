import type {
  RecordedChat,
  RecordedOperator,
  ReplayedDepartment,
  ReplayRecord,
  Stage,
} from "@/lib/staffing/replay/record";
import type { ClockRules } from "@/lib/timeouts/deadlines";

/** Midnight of the day that these records are of. */
export const DAY = Date.UTC(2026, 5, 1);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const SECOND = 1000;
const CHANNEL = "web";

export const clockRules = (values: Partial<ClockRules> = {}): ClockRules => ({
  closeIdle: true,
  closeIdleAfterMinutes: 15,
  reassign: true,
  reassignAfterMinutes: 3,
  overflowAfterMinutes: null,
  isWeb: true,
  ...values,
});

export const department = (
  id: string,
  { rules, ...values }: Partial<Omit<ReplayedDepartment, "rules">> & { rules?: Partial<ClockRules> } = {},
): ReplayedDepartment => ({
  id,
  strategy: "automatic",
  returningVisitorDays: null,
  schedule: { timeZone: "UTC", hours: null, holidays: [] },
  missesUntilAway: 2,
  queueLimitChats: null,
  queueLimitMinutes: null,
  overflowDepartmentId: null,
  isShut: false,
  rules: new Map([[CHANNEL, clockRules(rules)]]),
  without: null,
  ...values,
});

/** Somebody who is there from one hour of the day to another. */
export const operator = (
  id: string,
  departmentIds: readonly string[],
  { from = 0, to = 24, ...values }: Partial<RecordedOperator> & { from?: number; to?: number } = {},
): RecordedOperator => ({
  id,
  name: id,
  maxLoad: 1,
  channelTypes: [CHANNEL],
  seats: departmentIds.map((departmentId) => ({ departmentId, line: 1 })),
  spans: [{ from: DAY + from * HOUR, to: DAY + to * HOUR, state: "there", isNoted: true }],
  ...values,
});

type StageValues = Partial<Omit<Stage, "queuedAt">> & {
  departmentId: string;
  /** Seconds after midnight. */
  at: number;
  /** Who took it, after so many seconds, how long until their first answer, and how long they worked from then on. */
  by?: string;
  waited?: number;
  reaction?: number | null;
  work?: number;
  /** Left the queue after so many seconds. */
  left?: number;
};

export function stage({ at, by, waited = 0, reaction = 0, work = 60, left, ...values }: StageValues): Stage {
  const queuedAt = DAY + at * SECOND;
  if (by === undefined) {
    return {
      queuedAt,
      assignedAt: null,
      repliedAt: null,
      endedAt: left === undefined ? null : queuedAt + left * SECOND,
      end: left === undefined ? "open" : "left",
      givenTo: null,
      missed: [],
      owner: null,
      workMs: null,
      silenceMs: null,
      holds: [],
      moved: null,
      askedMs: null,
      ...values,
    };
  }
  const assignedAt = queuedAt + waited * SECOND;
  const repliedAt = reaction === null ? null : assignedAt + reaction * SECOND;
  return {
    queuedAt,
    assignedAt,
    repliedAt,
    endedAt: (repliedAt ?? assignedAt) + work * SECOND + (values.silenceMs ?? 0),
    end: "closed",
    givenTo: null,
    missed: [],
    owner: { operatorId: by, reactionMs: reaction === null ? null : reaction * SECOND },
    workMs: work * SECOND,
    silenceMs: null,
    holds: [],
    moved: null,
    askedMs: null,
    ...values,
  };
}

export const recordedChat = (
  id: string,
  stages: readonly [StageValues, ...StageValues[]],
  values: Partial<RecordedChat> = {},
): RecordedChat => {
  const [first, ...others] = stages;
  return {
    id,
    visitorId: `visitor of ${id}`,
    channelId: CHANNEL,
    channelType: CHANNEL,
    weight: 1,
    priority: 0,
    isReturn: false,
    preferredId: null,
    stages: [stage(first), ...others.map(stage)],
    ...values,
  };
};

/** A day of one record, hour by hour in UTC. */
export const record = (values: Omit<ReplayRecord, "hours">): ReplayRecord => ({
  ...values,
  hours: Array.from({ length: 24 }, (_, hour) => ({
    start: DAY + hour * HOUR,
    end: DAY + (hour + 1) * HOUR,
    day: "2026-06-01",
    hour,
  })),
});
