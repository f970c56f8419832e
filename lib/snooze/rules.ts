const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Longer than any of our business: a chat should not be lost by a slip in the year. */
export const SNOOZE_DAYS_MAX = 90;

/** A snooze is a hold with an end; `snoozedUntil` of a chat that is not on hold is left over and means nothing. */
export const isSnoozed = (chat: { heldAt: Date | null; snoozedUntil: Date | null }) =>
  chat.heldAt !== null && chat.snoozedUntil !== null;

/** Null: the chat may sleep until then; else what is wrong with the instant. */
export function snoozeProblem(until: Date, now: Date): string | null {
  if (until <= now) return "inPast";
  return until.getTime() - now.getTime() > SNOOZE_DAYS_MAX * DAY_MS ? `tooFar:${SNOOZE_DAYS_MAX}` : null;
}

export const SNOOZE_PRESETS = ["hour", "evening", "tomorrow", "week"] as const;
export type SnoozePreset = (typeof SNOOZE_PRESETS)[number];

const MORNING_HOUR = 9;
const EVENING_HOUR = 18;

/**
 * When each preset ends, soonest first, in the time zone of the machine that asks: the operator's browser. The evening
 * is offered until an hour before it.
 */
export function snoozePresets(now: Date): { preset: SnoozePreset; until: Date }[] {
  const at = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, 0, 0, 0);
  const evening = at(0, EVENING_HOUR);
  // Monday of the next week; on Sundays that is tomorrow, which is offered already.
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { preset: "hour", until: new Date(now.getTime() + 60 * MINUTE_MS) },
    ...(evening.getTime() - now.getTime() >= 60 * MINUTE_MS ? [{ preset: "evening" as const, until: evening }] : []),
    { preset: "tomorrow", until: at(1, MORNING_HOUR) },
    ...(toMonday > 1 ? [{ preset: "week" as const, until: at(toMonday, MORNING_HOUR) }] : []),
  ];
}
