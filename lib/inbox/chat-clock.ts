import type { InboxChatDto } from "@/lib/chats/schemas";

/** From here on the time left for an answer is told with emphasis. */
export const REASSIGN_URGENT_MS = 60_000;
/** The end by idleness is told only shortly before it comes: until then it is no news. */
export const IDLE_SHOWN_MS = 120_000;

/** The one clock of an open chat that is worth telling. Instants are ISO 8601. */
export type ChatClock =
  /** Answer until then, or the chat goes to somebody else. */
  | { kind: "reassign"; at: string; isUrgent: boolean }
  /** That time is over, and nobody else could take it. */
  | { kind: "overdue"; since: string }
  /** It is closed then, unless somebody writes. */
  | { kind: "idle"; at: string };

/** `now` in milliseconds by the server's clock. Null for chats on hold, waiting or closed: no clock runs there. */
export function chatClock({ status, heldAt, overdueSince, deadlines }: InboxChatDto, now: number): ChatClock | null {
  if (status !== "active" || heldAt !== null) return null;
  if (overdueSince !== null) return { kind: "overdue", since: overdueSince };
  const { reassignAt, idleCloseAt } = deadlines;
  if (reassignAt !== null) {
    return { kind: "reassign", at: reassignAt, isUrgent: Date.parse(reassignAt) - now <= REASSIGN_URGENT_MS };
  }
  if (idleCloseAt !== null && Date.parse(idleCloseAt) - now <= IDLE_SHOWN_MS) return { kind: "idle", at: idleCloseAt };
  return null;
}

/** "I'm on it" buys time only while the clock of reassignment runs or has run out, and once per turn of the visitor. */
export const canSayOnIt = ({ status, heldAt, awaitingSince, isOnIt, overdueSince, deadlines }: InboxChatDto) =>
  status === "active" &&
  heldAt === null &&
  awaitingSince !== null &&
  !isOnIt &&
  (deadlines.reassignAt !== null || overdueSince !== null);

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A span of time as it is shown: `m:ss` within the hour, then coarser. */
export type Span = { unit: "clock"; text: string } | { unit: "hours"; hours: number; minutes: number } | Days;
type Days = { unit: "days"; days: number };

export function spanOf(ms: number): Span {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (ms < HOUR_MS) {
    const seconds = Math.floor(ms / SECOND_MS) % 60;
    return { unit: "clock", text: `${minutes}:${String(seconds).padStart(2, "0")}` };
  }
  if (ms < DAY_MS) return { unit: "hours", hours: Math.floor(ms / HOUR_MS), minutes: minutes % 60 };
  return { unit: "days", days: Math.floor(ms / DAY_MS) };
}

/** Time that has passed, in milliseconds; none before the start. */
export const elapsedMs = (since: string, now: number) => Math.max(0, now - Date.parse(since));

/** Time that is left, in milliseconds rounded up to the second: "0:00" is shown when it is over, not before. */
export const leftMs = (until: string, now: number) =>
  Math.max(0, Math.ceil((Date.parse(until) - now) / SECOND_MS)) * SECOND_MS;
