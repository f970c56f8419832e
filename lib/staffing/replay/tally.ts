import type { Hour } from "./record";

/** What became of the chats of one department. Waits and responses are milliseconds, one for each chat that had one. */
export type Outcome = {
  /** Chats that came, each time that one came. */
  chats: number;
  /** Of those, who got an answer of an operator. */
  answered: number;
  /** Visitors who went while nobody had their chat. */
  left: number;
  /** Of those that came, who found the queue full and so were not taken; null where it is not known. */
  refused: number | null;
  /** Chats that nobody had by the end. */
  waiting: number;
  /** From when the queue got a chat until an operator had it; chats that a person gave away are left out. */
  waits: number[];
  /** From when the queue got a chat until the first answer. */
  responses: number[];
  misses: number;
  reassigned: number;
  /** Most chats that waited at one moment; null where it is not known. */
  highestQueue: number | null;
  /** By hour of the day, 0 to 23: chats that operators had at once, and operators who were there, on average. */
  load: number[];
  staff: number[];
};

/** Adds up how long something was how much, by hour of the day. */
export class HourMeter {
  readonly #hours: readonly Hour[];
  readonly #sums: number[] = new Array(24).fill(0);
  #value = 0;
  #since: number;
  /** The first hour that is not over at `#since`. */
  #index = 0;

  constructor(hours: readonly Hour[]) {
    this.#hours = hours;
    this.#since = hours[0]?.start ?? 0;
  }

  get value(): number {
    return this.#value;
  }

  /** From `at` on it is so much; never earlier than the call before. */
  set(at: number, value: number): void {
    this.#addUntil(at);
    this.#value = value;
  }

  /** Means by hour of the day, over the time in which it was that hour; what is after the last hour counts for nothing. */
  means(): number[] {
    this.#addUntil(this.#hours.at(-1)?.end ?? 0);
    const lengths: number[] = new Array(24).fill(0);
    for (const { start, end, hour } of this.#hours) lengths[hour] = (lengths[hour] ?? 0) + end - start;
    return this.#sums.map((sum, hour) => (lengths[hour] ? sum / lengths[hour] : 0));
  }

  #addUntil(at: number): void {
    while (at > this.#since) {
      const hour = this.#hours[this.#index];
      if (!hour) return;
      const until = Math.min(at, hour.end);
      this.#sums[hour.hour] = (this.#sums[hour.hour] ?? 0) + this.#value * (until - Math.max(this.#since, hour.start));
      this.#since = until;
      if (until === hour.end) this.#index += 1;
    }
  }
}

/** Counts for one department while a replay goes on. */
export class Tally {
  readonly #load: HourMeter;
  readonly #staff: HourMeter;
  readonly counts = { chats: 0, answered: 0, refused: 0, left: 0, misses: 0, reassigned: 0 };
  readonly waits: number[] = [];
  readonly responses: number[] = [];
  #queue = 0;
  #highest = 0;

  constructor(hours: readonly Hour[]) {
    this.#load = new HourMeter(hours);
    this.#staff = new HourMeter(hours);
  }

  queue(change: 1 | -1): void {
    this.#queue += change;
    this.#highest = Math.max(this.#highest, this.#queue);
  }

  load(at: number, change: 1 | -1): void {
    this.#load.set(at, this.#load.value + change);
  }

  /** So many are there from now on. */
  staff(at: number, operators: number): void {
    this.#staff.set(at, operators);
  }

  staffBy(at: number, change: 1 | -1): void {
    this.#staff.set(at, this.#staff.value + change);
  }

  outcome(): Outcome {
    return {
      ...this.counts,
      waiting: this.#queue,
      waits: this.waits,
      responses: this.responses,
      highestQueue: this.#highest,
      load: this.#load.means(),
      staff: this.#staff.means(),
    };
  }
}
