import type { Figures } from "../rules";
import { put, type Reader } from "./bytes";
import { ABANDONED, type Fact, MISROUTED, MISSED, REASSIGNED, TRANSFER_IN, TRANSFER_OUT } from "./fact";
import { Values } from "./values";

/** Sums over legs, of which every figure but the number of chats is taken. */
export class Tally {
  chats = 0;
  readonly #wait = new Values();
  readonly #firstResponse = new Values();
  readonly #handling = new Values();
  readonly #promised = new Values();
  readonly #promisedReal = new Values();
  #kept = 0;
  #missed = 0;
  #reassigned = 0;
  #abandoned = 0;
  #transfersIn = 0;
  #transfersOut = 0;
  #misrouted = 0;
  #ratingSum = 0;
  #ratings = 0;
  #atOnceSum = 0;
  #atOnceLegs = 0;
  #atOncePeak = 0;

  add(fact: Fact): void {
    const { flags, wait, promisedSeconds } = fact;
    if (wait >= 0) {
      this.#wait.add(wait);
      if (promisedSeconds >= 0) {
        this.#promised.add(promisedSeconds);
        this.#promisedReal.add(wait);
        if (wait <= promisedSeconds * 1000) this.#kept++;
      }
    }
    if (fact.firstResponse >= 0) this.#firstResponse.add(fact.firstResponse);
    if (fact.handling >= 0) this.#handling.add(fact.handling);
    if (flags & MISSED) this.#missed++;
    if (flags & REASSIGNED) this.#reassigned++;
    if (flags & ABANDONED) this.#abandoned++;
    if (flags & TRANSFER_IN) this.#transfersIn++;
    if (flags & TRANSFER_OUT) this.#transfersOut++;
    if (flags & MISROUTED) this.#misrouted++;
    if (fact.rating >= 0) {
      this.#ratingSum += fact.rating;
      this.#ratings++;
    }
    if (fact.chatsAtOnce >= 0) {
      this.#atOnceSum += fact.chatsAtOnce;
      this.#atOnceLegs++;
      this.#atOncePeak = Math.max(this.#atOncePeak, fact.chatsAtOnce);
    }
  }

  /** Of legs that are in both nothing is known here: they count twice, and chats are not added. */
  addAll(other: Tally): void {
    this.#wait.addAll(other.#wait);
    this.#firstResponse.addAll(other.#firstResponse);
    this.#handling.addAll(other.#handling);
    this.#promised.addAll(other.#promised);
    this.#promisedReal.addAll(other.#promisedReal);
    this.#kept += other.#kept;
    this.#missed += other.#missed;
    this.#reassigned += other.#reassigned;
    this.#abandoned += other.#abandoned;
    this.#transfersIn += other.#transfersIn;
    this.#transfersOut += other.#transfersOut;
    this.#misrouted += other.#misrouted;
    this.#ratingSum += other.#ratingSum;
    this.#ratings += other.#ratings;
    this.#atOnceSum += other.#atOnceSum;
    this.#atOnceLegs += other.#atOnceLegs;
    this.#atOncePeak = Math.max(this.#atOncePeak, other.#atOncePeak);
  }

  /** Writes all of it but the number of chats. */
  pack(bytes: number[]): void {
    for (const values of this.#lists()) values.pack(bytes);
    put(bytes, this.#kept);
    put(bytes, this.#missed);
    put(bytes, this.#reassigned);
    put(bytes, this.#abandoned);
    put(bytes, this.#transfersIn);
    put(bytes, this.#transfersOut);
    put(bytes, this.#misrouted);
    put(bytes, this.#ratingSum);
    put(bytes, this.#ratings);
    put(bytes, this.#atOnceSum);
    put(bytes, this.#atOnceLegs);
    put(bytes, this.#atOncePeak);
  }

  /** Adds what `pack` wrote, as `addAll` does. */
  addPacked(reader: Reader): void {
    for (const values of this.#lists()) values.addPacked(reader);
    this.#kept += reader.number();
    this.#missed += reader.number();
    this.#reassigned += reader.number();
    this.#abandoned += reader.number();
    this.#transfersIn += reader.number();
    this.#transfersOut += reader.number();
    this.#misrouted += reader.number();
    this.#ratingSum += reader.number();
    this.#ratings += reader.number();
    this.#atOnceSum += reader.number();
    this.#atOnceLegs += reader.number();
    this.#atOncePeak = Math.max(this.#atOncePeak, reader.number());
  }

  readonly #lists = () => [this.#wait, this.#firstResponse, this.#handling, this.#promised, this.#promisedReal];

  figures(): Figures {
    return {
      chats: this.chats,
      waitMedian: seconds(this.#wait.part(0.5)),
      waitP90: seconds(this.#wait.part(0.9)),
      firstResponseMedian: seconds(this.#firstResponse.part(0.5)),
      firstResponseP90: seconds(this.#firstResponse.part(0.9)),
      handlingMedian: seconds(this.#handling.part(0.5)),
      atOnceMean: mean(this.#atOnceSum, this.#atOnceLegs),
      atOncePeak: this.#atOncePeak,
      missed: this.#missed,
      reassigned: this.#reassigned,
      abandoned: this.#abandoned,
      transfersIn: this.#transfersIn,
      transfersOut: this.#transfersOut,
      misrouted: this.#misrouted,
      ratingAverage: mean(this.#ratingSum, this.#ratings),
      ratings: this.#ratings,
      promisedMedian: this.#promised.part(0.5),
      promisedRealMedian: seconds(this.#promisedReal.part(0.5)),
      promiseKept: mean(this.#kept, this.#promised.count),
    };
  }
}

const seconds = (millis: number | null) => (millis === null ? null : millis / 1000);
const mean = (sum: number, count: number) => (count === 0 ? null : sum / count);
