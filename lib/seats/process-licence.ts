import "server-only";
import { env } from "@/lib/env";
import type { Licence } from "./rules";

/** What whoever runs this installation has set. */
export function processLicence(): Licence {
  const { SEATS, TRIAL_UNTIL } = env();
  return { seats: SEATS ?? null, trialUntil: TRIAL_UNTIL ?? null };
}
