import type { RecordedLeg } from "./to-recorded-chats";

/** An entry of a timeline that says when a chat was on hold, or how its visitor went to another department. */
export type Mark = {
  kind: "held" | "resumed" | "snoozed" | "unsnoozed" | "switched" | "overflow_offered";
  /** Milliseconds since 1970. */
  at: number;
  /** Of a snooze: when the visitor wrote next, which ends it; null: they did not. */
  wroteAt: number | null;
  /** Of a switch: whether they were asked to. */
  reason: string | null;
};
type Span = Pick<RecordedLeg, "queuedAt" | "assignedAt" | "releasedAt">;
type Marked = Pick<RecordedLeg, "holds" | "moved" | "askedAt">;

/** What the marks of a chat, in order, say of one of its legs. A new owner begins without a hold. */
export function markedOf({ queuedAt, assignedAt, releasedAt }: Span, marks: readonly Mark[]): Marked {
  const end = releasedAt ?? Number.POSITIVE_INFINITY;
  const own = marks.filter(({ at }) => at >= queuedAt && at < end);
  const moved = assignedAt === null && marks.find(({ kind, at }) => kind === "switched" && at === releasedAt);
  return {
    holds: assignedAt === null ? [] : holdsOf(own.filter(({ at }) => at >= assignedAt)).map((hold) => clip(hold, end)),
    moved: moved ? (moved.reason === "overflow" ? "overflow" : "visitor") : null,
    askedAt: own.find(({ kind }) => kind === "overflow_offered")?.at ?? null,
  };
}

type Hold = { from: number; to: number | null };
const clip = ({ from, to }: Hold, end: number): Hold => ({ from, to: to !== null && to < end ? to : null });

function holdsOf(marks: readonly Mark[]): Hold[] {
  const holds: Hold[] = [];
  let since: number | null = null;
  let wroteAt: number | null = null;
  const endAt = (at: number | null) => {
    if (since !== null && (at === null || at > since)) holds.push({ from: since, to: at });
    since = null;
    wroteAt = null;
  };
  for (const mark of marks) {
    if (wroteAt !== null && wroteAt <= mark.at) endAt(wroteAt);
    if (mark.kind === "held" || mark.kind === "snoozed") {
      since ??= mark.at;
      // A hold that is asked for while it is snoozed is not ended by a message.
      wroteAt = mark.kind === "snoozed" ? mark.wroteAt : null;
    } else if (mark.kind === "resumed" || mark.kind === "unsnoozed") endAt(mark.at);
  }
  endAt(wroteAt);
  return holds;
}
