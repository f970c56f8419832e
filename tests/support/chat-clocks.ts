import type { ChatClocks, ClockRules } from "@/lib/timeouts/deadlines";

/** The instant at which these chats began; minutes of the tests count from here. */
export const BEGIN = Date.parse("2026-03-02T12:00:00Z");
export const atMinute = (minutes: number) => new Date(BEGIN + minutes * 60_000);
/** Back from an instant to minutes. */
export const minuteOf = (at: Date | null | undefined) => (at ? (at.getTime() - BEGIN) / 60_000 : null);

export const clockRules = (values: Partial<ClockRules> = {}): ClockRules => ({
  closeIdle: true,
  closeIdleAfterMinutes: 15,
  reassign: true,
  reassignAfterMinutes: 3,
  overflowAfterMinutes: null,
  isWeb: true,
  ...values,
});

/** A chat of the web widget: its visitor wrote at minute 0 and waits in the queue since then. */
export const queuedChat = (values: Partial<ChatClocks> = {}): ChatClocks => ({
  status: "queued",
  heldAt: null,
  snoozedUntil: null,
  queuedSince: atMinute(0),
  assignedAt: null,
  awaitingSince: atMinute(0),
  lastVisitorSeq: 2,
  lastMessageBy: "visitor",
  idleSince: atMinute(0),
  idleWarnedAt: null,
  onItAt: null,
  typingPauseMs: 0,
  overdueSince: null,
  offeredAt: null,
  overflowOfferedAt: null,
  visitorSeenAt: atMinute(0),
  ...values,
});

/** The same, assigned at minute 1 and not answered yet. */
export const ownedChat = (values: Partial<ChatClocks> = {}): ChatClocks =>
  queuedChat({ status: "active", assignedAt: atMinute(1), idleSince: atMinute(1), ...values });

/** The same, answered at minute 2: now it is the visitor who is waited for. */
export const answeredChat = (values: Partial<ChatClocks> = {}): ChatClocks =>
  ownedChat({ awaitingSince: null, lastMessageBy: "operator", idleSince: atMinute(2), ...values });
