import type { Filter } from "./live";

/** What a scenario may change in its clients while they run. */
export type ClientSettings = {
  /** How much faster than in the product the clients' clocks run: pulse, retries, timeouts, pings. */
  pace: number;
  /** Every send is posted twice at once. */
  twice: boolean;
  filter: Filter | null;
  /** Where the realtime server is, if it is none of the app's own. */
  realtime: { origin: string; key: string } | null;
};

/** The product's clients wait 12 s for an answer; the server promises one within 5 s, which no pace makes shorter. */
export const timeoutMsOf = ({ pace }: ClientSettings) => Math.max(6000, 12_000 / pace);
