import {
  type ChatClocks,
  type ClockRules,
  deadlinesOf,
  IDLE_WARNING_MS,
  reassignDeadline,
} from "@/lib/timeouts/deadlines";

/** When an owner who got a chat then loses it, by the product's own rule; null: never. Milliseconds since 1970. */
export function reassignAt(assignedAt: number, rules: ClockRules): number | null {
  const at = new Date(assignedAt);
  const clocks = {
    status: "active",
    heldAt: null,
    assignedAt: at,
    awaitingSince: at,
    onItAt: null,
    typingPauseMs: 0,
  } as const;
  return reassignDeadline(clocks, rules)?.getTime() ?? null;
}

/** When a chat in which an operator had the last word then is closed as idle, by the product's own rule; null: never. */
export function idleCloseAt(lastWordAt: number, rules: ClockRules): number | null {
  const chat: ChatClocks = { ...clocksAt(lastWordAt), status: "active", lastMessageBy: "operator" };
  const warnAt = deadlinesOf(chat, rules).idle_warning;
  if (!warnAt) return null;
  const warned = { ...chat, idleWarnedAt: warnAt };
  // A warning of the very moment in which the idle time begins is one of it.
  return deadlinesOf(warned, rules).idle_close?.getTime() ?? warnAt.getTime() + IDLE_WARNING_MS;
}

/** When a visitor who has waited since then is asked to go to another department, by the product's own rule; null: never. */
export function overflowAt(queuedSince: number, rules: ClockRules): number | null {
  return deadlinesOf({ ...clocksAt(queuedSince), status: "queued" }, rules).overflow?.getTime() ?? null;
}

function clocksAt(ms: number): Omit<ChatClocks, "status"> {
  const at = new Date(ms);
  return {
    heldAt: null,
    snoozedUntil: null,
    queuedSince: at,
    assignedAt: at,
    awaitingSince: null,
    lastVisitorSeq: 1,
    lastMessageBy: null,
    idleSince: at,
    idleWarnedAt: null,
    onItAt: null,
    typingPauseMs: 0,
    overdueSince: null,
    offeredAt: null,
    overflowOfferedAt: null,
    visitorSeenAt: at,
  };
}
