/** Legs that an estimate needs at least, and looks at at most. */
export const LEGS_MIN = 10;
export const LEGS_MAX = 50;
/** Days in which they ended. */
export const LEGS_WITHIN_DAYS = 7;
/** The share cut off at each end of the sorted occupancies: one forgotten chat must not move the estimate. */
const TRIM_SHARE = 0.1;

/** Place and expected wait as people are told. `toMinutes` null means "over `fromMinutes` minutes". */
export type Estimate = { fromMinutes: number; toMinutes: number | null };

/** Mean without the smallest and the largest tenth; null with too few legs to say anything. Same unit as its values. */
export function trimmedMean(occupancies: readonly number[]): number | null {
  if (occupancies.length < LEGS_MIN) return null;
  const sorted = [...occupancies].sort((one, other) => one - other);
  const cut = Math.floor(sorted.length * TRIM_SHARE);
  const kept = sorted.slice(cut, sorted.length - cut);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** Expected wait at `place` in seconds: each slot frees up every `occupancySeconds`. Null when nothing can be said. */
export function estimateSeconds(place: number, occupancySeconds: number | null, slots: number): number | null {
  if (occupancySeconds === null || slots <= 0 || place < 1) return null;
  return (place * occupancySeconds) / slots;
}

const MARKS = [1, 2, 3, 4, 5, 7, 10, 15, 20, 25, 30] as const;
const LONGEST = 30;

/** A rounded range around the expected wait, from a quarter below to a quarter above: "2-4 min", "over 30 min". */
export function toEstimate(seconds: number): Estimate {
  const minutes = seconds / 60;
  if (minutes > LONGEST) return { fromMinutes: LONGEST, toMinutes: null };
  const low = minutes * 0.75;
  const high = minutes * 1.25;
  const fromMinutes = MARKS.findLast((mark) => mark <= low) ?? 0;
  const toMinutes = MARKS.find((mark) => mark >= high && mark > fromMinutes) ?? LONGEST;
  return fromMinutes >= LONGEST ? { fromMinutes: LONGEST, toMinutes: null } : { fromMinutes, toMinutes };
}

/** Whether somebody waits longer than they were told; nothing promised cannot be exceeded. */
export function isOverdue(waitedSeconds: number, promisedSeconds: number | null): boolean {
  if (promisedSeconds === null) return false;
  const { toMinutes } = toEstimate(promisedSeconds);
  return toMinutes !== null ? waitedSeconds > toMinutes * 60 : waitedSeconds > promisedSeconds * 1.25;
}
