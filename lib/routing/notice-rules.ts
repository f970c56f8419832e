import type { DepartmentState } from "./department-state";

/** Why nobody can answer a visitor who waits. */
export type NoticeCause = "closed" | "away" | "wait_exceeded" | "everyone_tried";

const AGAIN_AFTER_MS = 24 * 3_600_000;

type Facts = {
  state: DepartmentState;
  waitedMinutes: number;
  /** Somebody has the chat, did not react, and nobody else could take it. */
  isOverdue: boolean;
  queueLimitMinutes: number | null;
  /** ISO instants by cause. */
  toldAt: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  now: number;
};

/** What a waiting visitor is told now; null when nothing is to tell, or it was told within 24 h. */
export function noticeCause(facts: Facts): NoticeCause | null {
  const cause = presentCause(facts);
  if (!cause) return null;
  const told = facts.toldAt[cause];
  return told !== undefined && facts.now - Date.parse(told) < AGAIN_AFTER_MS ? null : cause;
}

function presentCause({ state, waitedMinutes, isOverdue, queueLimitMinutes }: Facts): NoticeCause | null {
  if (state === "closed" || (state === "away" && !isOverdue)) return state;
  if (isOverdue) return "everyone_tried";
  return queueLimitMinutes !== null && waitedMinutes > queueLimitMinutes ? "wait_exceeded" : null;
}
