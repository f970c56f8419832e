/** What an installation may have. `seats`: operators that are active at once; `trialUntil`: an instant. Null: no such limit. */
export type Licence = { seats: number | null; trialUntil: Date | null };

export const UNLIMITED: Licence = { seats: null, trialUntil: null };

/** From so many days before its end admins read of it on every page. */
export const TRIAL_WARN_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

export type TrialPhase = "none" | "running" | "ending" | "over";

/** Where a trial stands. `daysLeft`: begun ones count. */
export function trialOf({ trialUntil }: Licence, now: Date): { phase: TrialPhase; daysLeft: number } {
  if (trialUntil === null) return { phase: "none", daysLeft: 0 };
  const leftMs = trialUntil.getTime() - now.getTime();
  if (leftMs <= 0) return { phase: "over", daysLeft: 0 };
  const daysLeft = Math.ceil(leftMs / DAY_MS);
  return { phase: daysLeft <= TRIAL_WARN_DAYS ? "ending" : "running", daysLeft };
}

/** How many seats there are and are taken, and until when the trial goes (ISO 8601), for people to read. */
export type LicenceDto = {
  taken: number;
  seats: number | null;
  trial: { phase: TrialPhase; daysLeft: number; until: string | null };
};
