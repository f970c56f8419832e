/** How sure a tab can be of what it shows. */
export type DeskHealth = {
  /** When the inbox was last read (this browser's clock). */
  readonly syncedAt: number;
  /** The last request got no answer. */
  readonly isUnreachable: boolean;
  readonly isSignedOut: boolean;
  /** The opened chat does not exist, or not for this operator. */
  readonly missingId: string | null;
};

export const initialHealth = (now: number): DeskHealth => ({
  syncedAt: now,
  isUnreachable: false,
  isSignedOut: false,
  missingId: null,
});

/** Takes over what changed; the same object when nothing did. */
export function healthReducer(health: DeskHealth, change: Partial<DeskHealth>): DeskHealth {
  const next = { ...health, ...change };
  const keys = ["syncedAt", "isUnreachable", "isSignedOut", "missingId"] as const;
  return keys.every((key) => next[key] === health[key]) ? health : next;
}
