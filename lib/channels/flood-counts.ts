import type { Counted } from "@/lib/limits/take-points";
import type { Arrived } from "./channel";
import type { FloodCount } from "./flood";

/** All that one update says: a mail is several things, and taken as a whole or not at all. */
export type Unit = readonly [Arrived, ...Arrived[]];

/** The name of a count of one channel. Nobody reads there whose it is. */
export type KeyOf = (what: string, whose: string) => string;

/**
 * Among whom a mail counts that nobody waits for: all of a domain that the receiving server has confirmed, or all of whom
 * nothing is confirmed. Null in a messenger, whose service vouches for each of its people.
 */
export function poolOf([{ mail }]: Unit): string | null {
  if (!mail) return null;
  return mail.confirmed ? `domain ${mail.confirmed}` : UNCONFIRMED;
}

/** Their names can be made up, so what they use up is theirs alone and nothing of what all others have together. */
export const UNCONFIRMED = "unconfirmed";

export function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

export function countOf(total: Counted | undefined, added: number, points: number): FloodCount {
  const before = (total?.points ?? added) - added;
  return { before, points: points > 0 ? points : Number.POSITIVE_INFINITY, seconds: total?.seconds ?? 0 };
}
