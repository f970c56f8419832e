import { put, type Reader } from "./bytes";

/** Numbers of which parts are asked: what half, or nine of ten, do not exceed. */
export class Values {
  #numbers = new Float64Array(16);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(number: number): void {
    if (this.#count === this.#numbers.length) this.#grow(this.#count + 1);
    this.#numbers[this.#count++] = number;
  }

  /** Writes them, the least first and of each other one what it is more: few bytes, and their order tells nothing. */
  pack(bytes: number[]): void {
    const sorted = this.#numbers.slice(0, this.#count).sort();
    put(bytes, this.#count);
    let last = 0;
    for (const number of sorted) {
      put(bytes, number - last);
      last = number;
    }
  }

  /** Adds what `pack` wrote. */
  addPacked(reader: Reader): void {
    const end = this.#count + reader.number();
    this.#grow(end);
    let last = 0;
    for (let i = this.#count; i < end; i++) {
      last += reader.number();
      this.#numbers[i] = last;
    }
    this.#count = end;
  }

  addAll(other: Values): void {
    this.#grow(this.#count + other.#count);
    this.#numbers.set(other.#numbers.subarray(0, other.#count), this.#count);
    this.#count += other.#count;
  }

  /**
   * The number that `share` (0 to 1) of all do not exceed; between two by their distance, as `percentile_cont` of SQL does.
   * Null of no numbers. Changes their order and nothing else.
   */
  part(share: number): number | null {
    if (this.#count === 0) return null;
    const place = share * (this.#count - 1);
    const index = Math.floor(place);
    const low = this.#nth(index);
    if (place === index) return low;
    // Whatever stands behind the place is at least as large: the next one is the least of it.
    let high = Number.POSITIVE_INFINITY;
    for (let i = index + 1; i < this.#count; i++) high = Math.min(high, this.#numbers[i] ?? high);
    return low + (high - low) * (place - index);
  }

  /** Puts the n-th smallest at its place, with nothing larger before it and nothing smaller behind (quickselect, Hoare 1961). */
  #nth(n: number): number {
    const numbers = this.#numbers;
    const at = (index: number) => numbers[index] ?? Number.NaN;
    let [left, right] = [0, this.#count - 1];
    while (left < right) {
      const pivot = middle(at(left), at((left + right) >> 1), at(right));
      let [i, j] = [left, right];
      while (i <= j) {
        while ((numbers[i] as number) < pivot) i++;
        while ((numbers[j] as number) > pivot) j--;
        if (i > j) break;
        const kept = at(i);
        numbers[i++] = at(j);
        numbers[j--] = kept;
      }
      if (n <= j) right = j;
      else if (n >= i) left = i;
      else break;
    }
    return at(n);
  }

  #grow(needed: number): void {
    if (needed <= this.#numbers.length) return;
    const larger = new Float64Array(Math.max(needed, this.#numbers.length * 2));
    larger.set(this.#numbers.subarray(0, this.#count));
    this.#numbers = larger;
  }
}

const middle = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
