/**
 * Why supervisors are alerted of a chat. `waits_too_long`: it waits in the queue beyond the set minutes; `owner_gone`: the
 * same with an operator who is offline or cannot be reached; `everyone_tried`: its owner did not react, and nobody else
 * could take it.
 */
export const ALERT_CAUSES = ["waits_too_long", "owner_gone", "everyone_tried"] as const;
export type AlertCause = (typeof ALERT_CAUSES)[number];

/** Whole minutes after which a waiting visitor is worth an alert. */
export const ALERT_MINUTES_MIN = 1;

/** What an operator is on the board. `lost`: they want chats, but their browser has not been heard of for a minute. */
export type BoardPresence = "online" | "finishing" | "away" | "lost" | "offline";

/** Intent and reachability as one word; the order is that of the board. */
export const BOARD_PRESENCES: readonly BoardPresence[] = ["online", "finishing", "lost", "away", "offline"];

export function boardPresence({
  intent,
  isReachable,
  finishing,
}: {
  intent: "online" | "away" | "offline";
  isReachable: boolean;
  finishing: boolean;
}): BoardPresence {
  if (intent === "offline") return "offline";
  if (!isReachable) return "lost";
  if (intent === "away") return "away";
  return finishing ? "finishing" : "online";
}

/** Slots that new chats can take at this moment: only of whoever takes any. */
export const freeSlots = (facts: Parameters<typeof boardPresence>[0] & { load: number; maxLoad: number }): number =>
  boardPresence(facts) === "online" ? Math.max(0, facts.maxLoad - facts.load) : 0;
