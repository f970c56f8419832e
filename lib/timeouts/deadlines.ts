import type { ChatRules as EffectiveRules } from "@/lib/settings/rules";

/** A visitor's browser that was not heard of for this long is gone; after it a chat without a word of theirs is discarded. */
export const NEVER_WROTE_MS = 5 * 60_000;
/** The visitor is warned this long before an idle chat is closed. */
export const IDLE_WARNING_MS = 60_000;
/** A deadline whose condition does not hold yet, such as an overflow department without anybody, is asked again then. */
export const ASK_AGAIN_SECONDS = 60;
const MINUTE_MS = 60_000;

export type TimerKind =
  | "reassign"
  | "idle_warning"
  | "idle_close"
  | "offer"
  | "overflow"
  | "abandoned"
  | "never_wrote"
  | "snooze"
  | "recheck";

/** What the clocks of a chat are read from. */
export type ChatClocks = {
  status: "queued" | "active" | "closed";
  heldAt: Date | null;
  snoozedUntil: Date | null;
  queuedSince: Date;
  assignedAt: Date | null;
  awaitingSince: Date | null;
  lastVisitorSeq: number;
  lastMessageBy: "visitor" | "operator" | null;
  idleSince: Date;
  idleWarnedAt: Date | null;
  onItAt: Date | null;
  typingPauseMs: number;
  overdueSince: Date | null;
  offeredAt: Date | null;
  overflowOfferedAt: Date | null;
  visitorSeenAt: Date;
};

export type ClockRules = Omit<EffectiveRules, "notice"> & {
  /** Null where the department has no other one to go to. */
  overflowAfterMinutes: number | null;
  /** Visitors of this channel have a browser that is heard of. */
  isWeb: boolean;
};

export type Deadlines = Partial<Record<TimerKind, Date>>;

const after = (start: Date, ms: number) => new Date(start.getTime() + ms);
const later = (one: Date, other: Date | null) => (other && other > one ? other : one);

/** Every deadline that a chat has by its facts and the rules; what is not in here is not armed. */
export function deadlinesOf(chat: ChatClocks, rules: ClockRules): Deadlines {
  if (chat.status === "closed") return {};
  return chat.status === "queued" ? queueDeadlines(chat, rules) : ownedDeadlines(chat, rules);
}

function queueDeadlines(chat: ChatClocks, rules: ClockRules): Deadlines {
  const { queuedSince, visitorSeenAt, lastVisitorSeq, overflowOfferedAt } = chat;
  const deadlines: Deadlines = {};
  if (rules.overflowAfterMinutes !== null && !overflowOfferedAt) {
    deadlines.overflow = after(queuedSince, rules.overflowAfterMinutes * MINUTE_MS);
  }
  if (!rules.isWeb) return deadlines;
  if (lastVisitorSeq === 0) deadlines.never_wrote = after(visitorSeenAt, NEVER_WROTE_MS);
  else if (rules.closeIdle) deadlines.abandoned = after(visitorSeenAt, rules.closeIdleAfterMinutes * MINUTE_MS);
  return deadlines;
}

function ownedDeadlines(chat: ChatClocks, rules: ClockRules): Deadlines {
  const deadlines: Deadlines = {};
  if (chat.offeredAt) deadlines.offer = after(chat.offeredAt, rules.reassignAfterMinutes * MINUTE_MS);
  if (chat.heldAt) {
    if (chat.snoozedUntil) deadlines.snooze = chat.snoozedUntil;
    return deadlines;
  }
  const reassignAt = reassignDeadline(chat, rules);
  if (reassignAt && !chat.overdueSince) deadlines.reassign = reassignAt;
  if (rules.isWeb && chat.lastVisitorSeq === 0) deadlines.never_wrote = after(chat.visitorSeenAt, NEVER_WROTE_MS);
  // Armed only while the operator wrote last: nobody is closed on who waits for us.
  if (rules.closeIdle && chat.lastMessageBy === "operator") {
    const closeAt = after(chat.idleSince, rules.closeIdleAfterMinutes * MINUTE_MS);
    const isWarned = chat.idleWarnedAt !== null && chat.idleWarnedAt >= chat.idleSince;
    // A warning that came late (the server was down) still leaves its minute.
    if (isWarned && chat.idleWarnedAt) deadlines.idle_close = later(closeAt, after(chat.idleWarnedAt, IDLE_WARNING_MS));
    else deadlines.idle_warning = after(closeAt, -IDLE_WARNING_MS);
  }
  return deadlines;
}

/**
 * When an owner who does not react loses the chat: one period after they got it or the visitor's turn began, whichever
 * is later; "I'm on it" gives one more (said late, a whole one from then on), typing pauses it for at most one. Null
 * while nobody waits for them.
 */
export function reassignDeadline(
  chat: Pick<ChatClocks, "status" | "heldAt" | "assignedAt" | "awaitingSince" | "onItAt" | "typingPauseMs">,
  rules: Pick<ClockRules, "reassign" | "reassignAfterMinutes">,
): Date | null {
  if (!rules.reassign || chat.status !== "active" || chat.heldAt || !chat.awaitingSince) return null;
  const periodMs = rules.reassignAfterMinutes * MINUTE_MS;
  const pauseMs = Math.min(chat.typingPauseMs, periodMs);
  const first = after(later(chat.awaitingSince, chat.assignedAt), periodMs + pauseMs);
  return chat.onItAt ? after(later(first, chat.onItAt), periodMs) : first;
}
