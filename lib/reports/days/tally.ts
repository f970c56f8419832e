import type { Figures } from "../rules";
import { put, type Reader } from "./bytes";
import { ABANDONED, type Fact, MISROUTED, MISSED, REASSIGNED, TRANSFER_IN, TRANSFER_OUT } from "./fact";
import { Values } from "./values";

/** Places of what is counted; packed in this order. All of two tallies is added up, but the peak is the greater one. */
const KEPT = 0;
const COUNTED = { missed: 1, reassigned: 2, abandoned: 3, transfersIn: 4, transfersOut: 5, misrouted: 6 } as const;
const RATING_SUM = 7;
const RATINGS = 8;
const AT_ONCE_SUM = 9;
const AT_ONCE_LEGS = 10;
const AT_ONCE_PEAK = 11;
const COUNTS = 12;

/** Sums over legs, of which every figure but the number of chats is taken. */
export class Tally {
  chats = 0;
  readonly #wait = new Values();
  readonly #firstResponse = new Values();
  readonly #handling = new Values();
  readonly #promised = new Values();
  readonly #promisedReal = new Values();
  readonly #lists = [this.#wait, this.#firstResponse, this.#handling, this.#promised, this.#promisedReal];
  readonly #counts: number[] = Array.from({ length: COUNTS }, () => 0);

  add(fact: Fact): void {
    const { flags, wait, promisedSeconds } = fact;
    if (wait >= 0) {
      this.#wait.add(wait);
      if (promisedSeconds >= 0) {
        this.#promised.add(promisedSeconds);
        this.#promisedReal.add(wait);
        if (wait <= promisedSeconds * 1000) this.#count(KEPT, 1);
      }
    }
    if (fact.firstResponse >= 0) this.#firstResponse.add(fact.firstResponse);
    if (fact.handling >= 0) this.#handling.add(fact.handling);
    if (flags & MISSED) this.#count(COUNTED.missed, 1);
    if (flags & REASSIGNED) this.#count(COUNTED.reassigned, 1);
    if (flags & ABANDONED) this.#count(COUNTED.abandoned, 1);
    if (flags & TRANSFER_IN) this.#count(COUNTED.transfersIn, 1);
    if (flags & TRANSFER_OUT) this.#count(COUNTED.transfersOut, 1);
    if (flags & MISROUTED) this.#count(COUNTED.misrouted, 1);
    if (fact.rating >= 0) {
      this.#count(RATING_SUM, fact.rating);
      this.#count(RATINGS, 1);
    }
    if (fact.chatsAtOnce >= 0) {
      this.#count(AT_ONCE_SUM, fact.chatsAtOnce);
      this.#count(AT_ONCE_LEGS, 1);
      this.#count(AT_ONCE_PEAK, fact.chatsAtOnce);
    }
  }

  /** Of legs that are in both nothing is known here: they count twice, and chats are not added. */
  addAll(other: Tally): void {
    for (const [place, values] of this.#lists.entries()) values.addAll(other.#lists[place] ?? new Values());
    for (let place = 0; place < COUNTS; place++) this.#count(place, other.#counts[place] ?? 0);
  }

  /** Writes all of it but the number of chats. */
  pack(bytes: number[]): void {
    for (const values of this.#lists) values.pack(bytes);
    for (const count of this.#counts) put(bytes, count);
  }

  /** Adds what `pack` wrote, as `addAll` does. */
  addPacked(reader: Reader): void {
    for (const values of this.#lists) values.addPacked(reader);
    for (let place = 0; place < COUNTS; place++) this.#count(place, reader.number());
  }

  /** As `pack`, but for few legs, of which most is nothing: first a number whose bits tell what is there. */
  packShort(bytes: number[]): void {
    const own = this.#lists.length;
    let there = 0;
    for (const [place, values] of this.#lists.entries()) if (values.count > 0) there |= 1 << place;
    for (const [place, count] of this.#counts.entries()) if (count > 0) there |= 1 << (own + place);
    put(bytes, there);
    for (const values of this.#lists) if (values.count > 0) values.pack(bytes);
    for (const count of this.#counts) if (count > 0) put(bytes, count);
  }

  /** Adds what `packShort` wrote, as `addAll` does. */
  addPackedShort(reader: Reader): void {
    let there = reader.number();
    for (const values of this.#lists) {
      if (there & 1) values.addPacked(reader);
      there >>= 1;
    }
    for (let place = 0; there > 0; place++) {
      if (there & 1) this.#count(place, reader.number());
      there >>= 1;
    }
  }

  #count(place: number, more: number): void {
    const known = this.#counts[place] as number;
    this.#counts[place] = place === AT_ONCE_PEAK ? Math.max(known, more) : known + more;
  }

  figures(): Figures {
    const counted = (place: number) => this.#counts[place] as number;
    return {
      chats: this.chats,
      waitMedian: seconds(this.#wait.part(0.5)),
      waitP90: seconds(this.#wait.part(0.9)),
      firstResponseMedian: seconds(this.#firstResponse.part(0.5)),
      firstResponseP90: seconds(this.#firstResponse.part(0.9)),
      handlingMedian: seconds(this.#handling.part(0.5)),
      atOnceMean: mean(counted(AT_ONCE_SUM), counted(AT_ONCE_LEGS)),
      atOncePeak: counted(AT_ONCE_PEAK),
      missed: counted(COUNTED.missed),
      reassigned: counted(COUNTED.reassigned),
      abandoned: counted(COUNTED.abandoned),
      transfersIn: counted(COUNTED.transfersIn),
      transfersOut: counted(COUNTED.transfersOut),
      misrouted: counted(COUNTED.misrouted),
      ratingAverage: mean(counted(RATING_SUM), counted(RATINGS)),
      ratings: counted(RATINGS),
      promisedMedian: this.#promised.part(0.5),
      promisedRealMedian: seconds(this.#promisedReal.part(0.5)),
      promiseKept: mean(counted(KEPT), this.#promised.count),
    };
  }
}

const seconds = (millis: number | null) => (millis === null ? null : millis / 1000);
const mean = (sum: number, count: number) => (count === 0 ? null : sum / count);
