import type { RecordedChat, Stage, StageEnd } from "./record";

/** One leg with what is needed of its chat; instants are milliseconds since 1970. */
export type RecordedLeg = {
  chatId: string;
  visitorId: string;
  channelId: string;
  channelType: string;
  weight: number;
  priority: number;
  departmentId: string;
  operatorId: string | null;
  queuedAt: number;
  assignedAt: number | null;
  repliedAt: number | null;
  releasedAt: number | null;
  reason: "answered" | "missed" | "transferred" | "closed" | "idle" | "left" | null;
  /** A person gave it to this operator: transferred, took over, answered in it, or began it. */
  isGiven: boolean;
  lastMessageAt: number | null;
  isLastByOperator: boolean;
  /** When it was on hold, clipped to the leg; `to` null: until the leg ended. */
  holds: readonly { from: number; to: number | null }[];
  /** Its visitor left this queue for another department. */
  moved: Stage["moved"];
  /** When the visitor was asked to go to another department. */
  askedAt: number | null;
};

const FINAL: ReadonlySet<string | null> = new Set(["closed", "idle", "left"]);

/** Somebody had it and did not react to its first turn: nothing of it was handled yet. */
const isMissed = ({ reason, repliedAt }: RecordedLeg) => reason === "missed" && repliedAt === null;

/**
 * The chats that some legs tell of, in the order of their beginning. `legs`: of each chat all, one after the other in their
 * order; `until`: what goes on is looked at up to then. A visitor who came back after the end is a chat of its own.
 */
export function toRecordedChats(legs: readonly RecordedLeg[], until: number): RecordedChat[] {
  const chats: RecordedChat[] = [];
  for (let i = 0; i < legs.length; ) {
    const { chatId } = legs[i] ?? {};
    let preferredId: string | null = null;
    for (let part = 0; legs[i]?.chatId === chatId && i < legs.length; part++) {
      const from = i;
      do i += 1;
      while (legs[i]?.chatId === chatId && !FINAL.has(legs[i - 1]?.reason ?? null));
      const run = legs.slice(from, i);
      chats.push(toChat(run, { part, preferredId, isLast: legs[i]?.chatId !== chatId, until }));
      preferredId = run.findLast((leg) => leg.operatorId && !isMissed(leg))?.operatorId ?? null;
    }
  }
  return chats.sort((a, b) => a.stages[0].queuedAt - b.stages[0].queuedAt || (a.id < b.id ? -1 : 1));
}

type Run = { part: number; preferredId: string | null; isLast: boolean; until: number };

function toChat(run: readonly RecordedLeg[], { part, preferredId, isLast, until }: Run): RecordedChat {
  const [first] = run;
  if (!first) throw new Error("a chat without legs");
  const { chatId, visitorId, channelId, channelType, weight, priority } = first;
  const groups: [RecordedLeg, ...RecordedLeg[]][] = [];
  for (const leg of run) {
    const group = groups.at(-1);
    if (group && goesOn(group.at(-1) ?? leg, leg)) group.push(leg);
    else groups.push([leg]);
  }
  const stages = groups.map((group, index) => toStage(group, isLast && index === groups.length - 1, until));
  const id = part === 0 ? chatId : `${chatId}/${part}`;
  const [one, ...others] = stages;
  if (!one) throw new Error("a chat without stages");
  return {
    id,
    visitorId,
    channelId,
    channelType,
    weight,
    priority,
    isReturn: part > 0,
    preferredId: part === 0 ? null : preferredId,
    stages: [one, ...others],
  };
}

/** The same stage: the same department, and neither missed after an answer nor put back into the queue by a person. */
function goesOn(before: RecordedLeg, leg: RecordedLeg): boolean {
  if (before.departmentId !== leg.departmentId) return false;
  if (before.reason === "missed") return before.repliedAt === null;
  return leg.assignedAt === leg.queuedAt;
}

function toStage(legs: readonly [RecordedLeg, ...RecordedLeg[]], isLastOfChat: boolean, until: number): Stage {
  const [first] = legs;
  const last = legs.at(-1) ?? first;
  const lengthOf = ({ assignedAt, releasedAt }: RecordedLeg) =>
    assignedAt === null ? 0 : Math.max(0, (releasedAt ?? until) - assignedAt);
  const missed = legs.filter((leg) => isMissed(leg) && leg.operatorId !== null);
  const own = legs.filter((leg) => leg.operatorId !== null && !isMissed(leg));
  const [taken] = own;
  const answer = own.find(({ repliedAt }) => repliedAt !== null);
  const handledMs = own.reduce((sum, leg) => sum + lengthOf(leg), 0);
  const beforeAnswer = own.slice(0, answer ? own.indexOf(answer) : 0).reduce((sum, leg) => sum + lengthOf(leg), 0);
  const reactionMs = answer ? beforeAnswer + Math.max(0, (answer.repliedAt ?? 0) - (answer.assignedAt ?? 0)) : null;
  const silenceMs = isLastOfChat ? silenceOf(own.at(-1)) : null;
  const askedAt = legs.flatMap((leg) => leg.askedAt ?? [])[0];
  const workMs = taken ? Math.max(0, handledMs - (reactionMs ?? 0) - (silenceMs ?? 0)) : null;
  return {
    departmentId: first.departmentId,
    queuedAt: first.queuedAt,
    assignedAt: legs.find(({ assignedAt }) => assignedAt !== null)?.assignedAt ?? null,
    repliedAt: answer?.repliedAt ?? null,
    endedAt: last.releasedAt,
    end: endOf(last),
    givenTo: first.isGiven ? first.operatorId : null,
    missed: missed.map((leg) => ({ operatorId: leg.operatorId ?? "", ms: lengthOf(leg) })),
    owner: taken?.operatorId ? { operatorId: taken.operatorId, reactionMs } : null,
    workMs,
    silenceMs,
    holds: workMs === null ? [] : holdsOf(own, answer?.repliedAt ?? taken?.assignedAt ?? first.queuedAt, workMs),
    moved: last.moved,
    askedMs: askedAt === undefined ? null : Math.max(0, askedAt - first.queuedAt),
  };
}

/** Since the work began, and no longer than it took. */
function holdsOf(legs: readonly RecordedLeg[], beganAt: number, workMs: number): Stage["holds"] {
  return legs.flatMap(({ holds, releasedAt }) =>
    holds.flatMap(({ from, to }) => {
      const until = to ?? releasedAt ?? Number.POSITIVE_INFINITY;
      const [fromMs, toMs] = [Math.max(0, from - beganAt), Math.min(workMs, until - beganAt)];
      return fromMs < toMs ? [{ fromMs, toMs }] : [];
    }),
  );
}

/** How long the idle clock ran in the end: since the operator's last word, or since they got it or took it up again. */
function silenceOf(leg: RecordedLeg | undefined): number | null {
  if (!leg?.releasedAt || leg.assignedAt === null || !leg.isLastByOperator || leg.lastMessageAt === null) return null;
  if (leg.lastMessageAt > leg.releasedAt) return null;
  const hold = leg.holds.at(-1);
  // No clock ran in the end.
  if (hold && (hold.to === null || hold.to >= leg.releasedAt)) return null;
  return leg.releasedAt - Math.max(leg.lastMessageAt, leg.assignedAt, leg.repliedAt ?? 0, hold?.to ?? 0);
}

function endOf({ reason }: RecordedLeg): StageEnd {
  if (reason === null) return "open";
  return reason === "answered" ? "transferred" : reason;
}
