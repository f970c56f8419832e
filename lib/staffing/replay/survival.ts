/** How long it took until something happened, in milliseconds; or, where it did not, how long it was looked at. */
export type Observation = { ms: number; happened: boolean };

/**
 * How long it takes until something happens, of observations of which some ended before it did: a visitor who got an
 * operator after a minute says of their patience only that it was longer than that.
 *
 * Source: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958), 457–481.
 */
export class Survival {
  /** Times at which it happened, and the share of all for whom it has not happened yet after each. */
  readonly #times: number[] = [];
  readonly #shares: number[] = [];

  constructor(observations: readonly Observation[]) {
    const sorted = [...observations].sort((a, b) => a.ms - b.ms);
    let share = 1;
    for (let i = 0; i < sorted.length; ) {
      const { ms } = sorted[i] ?? { ms: 0 };
      // Of one moment, who is looked at no longer was still there when it happened to others.
      let [here, happened] = [0, 0];
      for (; sorted[i + here]?.ms === ms; here++) if (sorted[i + here]?.happened) happened += 1;
      if (happened > 0) {
        share *= 1 - happened / (sorted.length - i);
        this.#times.push(ms);
        this.#shares.push(share);
      }
      i += here;
    }
  }

  /** The share, from 0 to 1, for whom it takes longer than this. */
  shareBeyond(ms: number): number {
    const next = firstIndex(this.#times, (time) => time > ms);
    return next === 0 ? 1 : (this.#shares[next - 1] ?? 0);
  }

  /**
   * A time in milliseconds for one of whom it is known that it takes longer than `beyond`: `lot`, from 0 up to 1, says
   * which of all such. Infinity: longer than anybody was looked at, so nothing is known but that.
   */
  draw(lot: number, beyond = Number.NEGATIVE_INFINITY): number {
    const wanted = lot * this.shareBeyond(beyond);
    const from = firstIndex(this.#times, (time) => time > beyond);
    const found = firstIndex(this.#shares, (share) => share <= wanted);
    return this.#times[Math.max(from, found)] ?? Number.POSITIVE_INFINITY;
  }
}

/** The index of the first of which it holds, in a list in which it holds for all after one for which it does. */
function firstIndex(list: readonly number[], holds: (value: number) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A number from 0 up to, but not, 1 that is always the same for one text and looks random over many (FNV-1a, mixed). */
export function lotOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}
