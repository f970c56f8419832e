import { put, type Reader } from "./bytes";

/** Numbers of one piece: each is twice as long as the last one, so that few have little and many are never copied. */
const PIECE_MIN = 32;
const PIECE_MAX = 8192;

/** Numbers of which parts are asked: what half, or nine of ten, do not exceed. */
export class Values {
  /** Full pieces; and the one that is being filled. */
  readonly #pieces: Float64Array[] = [];
  #last = new Float64Array(PIECE_MIN);
  #used = 0;
  /** In the full pieces. */
  #before = 0;

  get count(): number {
    return this.#before + this.#used;
  }

  add(number: number): void {
    if (this.#used === this.#last.length) this.#begin();
    this.#last[this.#used++] = number;
  }

  /** Writes them, the least first and of each other one what it is more: few bytes, and their order tells nothing. */
  pack(bytes: number[]): void {
    put(bytes, this.count);
    let last = 0;
    for (const number of joined(this.#all(), this.count).sort()) {
      put(bytes, number - last);
      last = number;
    }
  }

  /** Adds what `pack` wrote. */
  addPacked(reader: Reader): void {
    let last = 0;
    for (let left = reader.number(); left > 0; left--) {
      last += reader.number();
      this.add(last);
    }
  }

  /** Adds those of another, which are not copied: to that one nothing may be added any more. */
  addAll(other: Values): void {
    this.#begin();
    for (const piece of other.#all()) {
      this.#pieces.push(piece);
      this.#before += piece.length;
    }
  }

  /**
   * The number that `share` (0 to 1) of all do not exceed; between two by their distance, as `percentile_cont` of SQL does.
   * Null of no numbers.
   */
  part(share: number): number | null {
    if (this.count === 0) return null;
    const place = share * (this.count - 1);
    const rank = Math.floor(place);
    const [low, high] = atRank(this.#all(), this.count, rank);
    return low + (high - low) * (place - rank);
  }

  #all = (): Float64Array[] => [...this.#pieces, this.#last.subarray(0, this.#used)];

  #begin(): void {
    this.#pieces.push(this.#last.subarray(0, this.#used));
    this.#before += this.#used;
    this.#last = new Float64Array(Math.min(PIECE_MAX, this.#last.length * 2));
    this.#used = 0;
  }
}

function joined(pieces: readonly Float64Array[], count: number): Float64Array {
  const all = new Float64Array(count);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** So few are sorted at once. */
const FEW = 1024;
const BUCKETS = 4096;

/**
 * The number of this rank (0 is the least), and the next one; after the last one it again. Counts how many numbers are in
 * each of equal buckets and goes on with the one that has the rank: a pass over all of them takes a tenth of what it takes to
 * sort or to part them, in whatever order they come.
 */
function atRank(pieces: readonly Float64Array[], count: number, rank: number): [number, number] {
  if (count <= FEW) {
    const sorted = joined(pieces, count).sort();
    const low = sorted[rank] ?? Number.NaN;
    return [low, sorted[rank + 1] ?? low];
  }
  const [least, most] = bounds(pieces);
  if (least === most) return [least, least];
  // The least and the most are in different buckets, so each of them has fewer numbers than there are.
  const scale = (BUCKETS - 1) / (most - least);
  const counts = new Uint32Array(BUCKETS);
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) {
      const bucket = Math.floor(((piece[i] as number) - least) * scale);
      counts[bucket] = (counts[bucket] as number) + 1;
    }
  }
  let [bucket, before] = [0, 0];
  while (before + (counts[bucket] as number) <= rank) before += counts[bucket++] as number;
  const inside = new Float64Array(counts[bucket] as number);
  let [found, above] = [0, Number.POSITIVE_INFINITY];
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) {
      const number = piece[i] as number;
      const own = Math.floor((number - least) * scale);
      if (own === bucket) inside[found++] = number;
      else if (own > bucket && number < above) above = number;
    }
  }
  const [low, next] = atRank([inside], inside.length, rank - before);
  const isLast = rank - before === inside.length - 1;
  return [low, isLast && above < Number.POSITIVE_INFINITY ? above : next];
}

function bounds(pieces: readonly Float64Array[]): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) {
      const number = piece[i] as number;
      if (number < least) least = number;
      if (number > most) most = number;
    }
  }
  return [least, most];
}
