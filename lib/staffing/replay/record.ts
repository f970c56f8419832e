import type { Schedule } from "@/lib/hours/rules";
import type { Strategy } from "@/lib/routing/rules";
import type { ClockRules } from "@/lib/timeouts/deadlines";

/** How a stage ended: `missed` when its owner, who had answered before, lost it by not reacting to a later turn. */
export type StageEnd = "closed" | "idle" | "transferred" | "left" | "missed" | "open";

/**
 * What one chat was for one department, from when it came there until it was over there. Instants are milliseconds since
 * 1970, spans milliseconds.
 */
export type Stage = {
  departmentId: string;
  queuedAt: number;
  /** Null: nobody had it. */
  assignedAt: number | null;
  /** Null: nobody answered. */
  repliedAt: number | null;
  /** Null: it goes on. */
  endedAt: number | null;
  end: StageEnd;
  /** Whom it was given by a person, without a queue; null: it waited like all others. */
  givenTo: string | null;
  /** Who had it in its first turn without a reaction, and for how long. */
  missed: { operatorId: string; ms: number }[];
  /** Who took care of it, and how long until their first answer; `reactionMs` null: they ended it without one. */
  owner: { operatorId: string; reactionMs: number | null } | null;
  /** From the first answer (without one: from the assignment) to the last word, over all who took care of it. Null: nobody did. */
  workMs: number | null;
  /** When it was on hold or snoozed, in milliseconds from the beginning of that work on; in order, without overlap. */
  holds: { fromMs: number; toMs: number }[];
  /** Its visitor went on to the next department while nobody had it: by themselves, or when they were asked. */
  moved: "visitor" | "overflow" | null;
  /** When the visitor was asked to go to another department, in milliseconds from `queuedAt` on; null: they were not. */
  askedMs: number | null;
  /** From an operator's last word to the end; null: the visitor had the last word, or it went on elsewhere. */
  silenceMs: number | null;
};

/** One chat from its beginning, or from its visitor's return, to its end. */
export type RecordedChat = {
  id: string;
  visitorId: string;
  channelId: string;
  channelType: string;
  weight: number;
  priority: number;
  /** Its visitor came back to it: no limit of a queue keeps them out. */
  isReturn: boolean;
  /** Had it before the visitor came back to it. */
  preferredId: string | null;
  /** At least one, in order. */
  stages: [Stage, ...Stage[]];
};

export type Presence = "there" | "away";
/** Half-open; outside of all spans somebody is gone. `isNoted`: kept at the time, and not concluded from their chats. */
export type Span = { from: number; to: number; state: Presence; isNoted: boolean };

export type RecordedOperator = {
  id: string;
  name: string;
  maxLoad: number;
  channelTypes: readonly string[];
  seats: { departmentId: string; line: number }[];
  /** In order, without overlap. */
  spans: Span[];
};

export type ReplayedDepartment = {
  id: string;
  strategy: Strategy;
  returningVisitorDays: number | null;
  schedule: Schedule;
  missesUntilAway: number;
  queueLimitChats: number | null;
  queueLimitMinutes: number | null;
  overflowDepartmentId: string | null;
  /** Visitors of others are not asked to come here: it is hidden, or disabled. */
  isShut: boolean;
  /** By channel. */
  rules: ReadonlyMap<string, ClockRules>;
  /** Of those who are there, so many take nothing of this department: those who had the fewest of its chats go first. */
  without: { count: number; ranks: readonly string[]; windows: readonly { from: number; to: number }[] } | null;
};

/** One hour of a day on the clock of the time zone, half-open. */
export type Hour = { start: number; end: number; day: string; hour: number };

/** Everything that a replay needs; it reads nothing else, so one record has one result. */
export type ReplayRecord = {
  chats: readonly RecordedChat[];
  operators: readonly RecordedOperator[];
  departments: readonly ReplayedDepartment[];
  hours: readonly Hour[];
};
