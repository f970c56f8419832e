/** What the deadlines of one tick share. */
export type TickContext = {
  /** The database's clock, when the tick began. */
  now: Date;
};

/**
 * A deadline that is met later than this was missed by the tick itself (the process was down or asleep). Pulses of
 * operators are missing for the same reason, so nobody is called absent.
 */
export const LATE_TICK_MS = 10_000;
