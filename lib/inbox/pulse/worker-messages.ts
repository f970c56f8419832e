/** How often a tab says that its operator is there; reachable means: heard of within 60 s. */
export const PULSE_MS = 25_000;

/** What a page tells its pulse worker. */
export type ToWorker =
  /** Where heartbeats go (a whole address: a worker may have none of its own), and whether anybody can see the page. */
  | { type: "page"; address: string; isHidden: boolean }
  /** The page itself told the server just now that its operator is there. */
  | { type: "pulsed" }
  /** Answer `due` with this id after this time; a new request replaces the last one. */
  | { type: "wake"; id: number; afterMs: number };

export type FromWorker =
  /** Loaded and listening. */
  { type: "ready" } | { type: "due"; id: number };
