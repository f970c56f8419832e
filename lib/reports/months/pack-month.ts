import { put, putUuid, putWords } from "../days/bytes";
import { ChatNumbers } from "../days/chat-numbers";
import { ABANDONED, ALONE, DAY_MS, type Fact, SLOT_MS } from "../days/fact";
import { LocalClock } from "../days/local-clock";
import { Tally } from "../days/tally";

/** First byte of `chats`; another layout of any part gets another one, and months of the old one are read by days. */
export const LAYOUT = 1;
export const SLOTS_OF_DAY = DAY_MS / SLOT_MS;
const HOUR_MS = 3_600_000;
/** For a place of the queue that is not known; places that are known are one more. */
const NO_PLACE = 0;

/** A packed month by what is asked of it: `chats` always, the other parts by what rows are. */
export type MonthParts = Record<"chats" | "sum" | "bars" | "operators" | "channels" | "days" | "hours", Uint8Array>;

/** What a month keeps of each operator, channel, day or hour: what its legs add up to, and how many chats have no other leg. */
class Keyed<K> {
  readonly #numbers = new Map<K, number>();
  readonly #sums: { alone: number; tally: Tally }[] = [];

  /** @returns its number, in the order in which keys came */
  add(key: K, fact: Fact): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(key, number);
      this.#sums.push({ alone: 0, tally: new Tally() });
    }
    const sum = this.#sums[number];
    sum?.tally.add(fact);
    if (sum && fact.flags & ALONE) sum.alone++;
    return number;
  }

  get keys(): K[] {
    return [...this.#numbers.keys()];
  }

  /** One after the other; `putKey` writes what shall stand before each. */
  pack(putKey: (bytes: number[], key: K) => void = () => undefined): Uint8Array {
    const bytes: number[] = [];
    for (const [key, number] of this.#numbers) {
      const { alone = 0, tally = new Tally() } = this.#sums[number] ?? {};
      putKey(bytes, key);
      put(bytes, alone);
      tally.packShort(bytes);
    }
    return Uint8Array.from(bytes);
  }
}

/**
 * Adds up the packed days of one department's month, so that a report neither tells one leg from another nor takes each
 * median from the beginning. Numbers stay exact: of those of which medians are taken each is kept, in order, for all, for each
 * operator and channel, and for each day and hour of one time zone. What else is told by time is told by quarters of an hour of
 * UTC, and so for every time zone.
 * Of chats that have more than one leg it keeps where each of these was, because they count once in whatever rows are.
 */
export class MonthPacker {
  /** Slots from the beginning of the month to that of the day. */
  #dayStart = 0;
  readonly #sum = new Tally();
  readonly #operators = new Keyed<string | null>();
  readonly #channels = new Keyed<string>();
  /** By slot of the month: chats without another leg, and those who left the queue. */
  readonly #alone: number[] = [];
  readonly #abandoned: number[] = [];
  readonly #places = new Map<number, number>();
  readonly #days = new Keyed<number>();
  readonly #hours = new Keyed<number>();
  readonly #clock: LocalClock;
  /** Chats by the numbers that they have in their day: those that they have in the month. */
  #ofDay: number[] = [];
  #together = 0;
  readonly #elsewhere = new ChatNumbers();
  readonly #ids: number[] = [];
  readonly #legs: number[] = [];
  #legCount = 0;

  constructor(
    /** Milliseconds of its beginning, in UTC. */
    readonly monthAt: number,
    zone: string,
  ) {
    this.#clock = new LocalClock(zone);
  }

  /** What is added from now on is of the day of UTC that begins at `at`. */
  begin(at: number): void {
    this.#dayStart = (at - this.monthAt) / SLOT_MS;
    this.#clock.setDay(at);
    this.#ofDay = [];
  }

  add(fact: Fact): void {
    const slot = this.#dayStart + fact.slot;
    this.#sum.add(fact);
    const operator = this.#operators.add(fact.operatorId, fact);
    const channel = this.#channels.add(fact.channelId, fact);
    const local = this.#clock.at(fact.slot);
    this.#days.add(Math.floor(local / DAY_MS), fact);
    this.#hours.add(Math.floor((local % DAY_MS) / HOUR_MS), fact);
    if (fact.flags & ABANDONED) {
      this.#abandoned[slot] = (this.#abandoned[slot] ?? 0) + 1;
      const place = fact.leftAtPlace < 0 ? NO_PLACE : fact.leftAtPlace + 1;
      this.#places.set(place, (this.#places.get(place) ?? 0) + 1);
    }
    if (fact.flags & ALONE) {
      this.#alone[slot] = (this.#alone[slot] ?? 0) + 1;
      return;
    }
    this.#legCount++;
    for (const number of [slot, operator, channel, this.#chatOf(fact)]) put(this.#legs, number);
  }

  /** Twice the number of the chat, and one more for those that have legs elsewhere, too: they are numbered apart. */
  #chatOf(fact: Fact): number {
    if (fact.chat >= 0) {
      const known = this.#ofDay[fact.chat] ?? this.#together++;
      this.#ofDay[fact.chat] = known;
      return 2 * known;
    }
    const before = this.#elsewhere.count;
    const number = this.#elsewhere.numberOf(fact.chatWords);
    if (this.#elsewhere.count > before) putWords(this.#ids, fact.chatWords);
    return 2 * number + 1;
  }

  parts(): MonthParts {
    const sum: number[] = [];
    this.#sum.packShort(sum);
    return {
      chats: this.#packChats(),
      sum: Uint8Array.from(sum),
      bars: this.#packBars(),
      operators: this.#operators.pack(),
      channels: this.#channels.pack(),
      days: this.#days.pack(put),
      hours: this.#hours.pack(put),
    };
  }

  /** How many there are, the ids of those with legs elsewhere, and then where each leg was of all but those that have one. */
  #packChats(): Uint8Array {
    const bytes: number[] = [LAYOUT];
    put(
      bytes,
      this.#alone.reduce((sum, alone) => sum + alone, 0),
    );
    put(bytes, this.#together);
    put(bytes, this.#elsewhere.count);
    const head = Uint8Array.from(bytes);
    const names: number[] = [];
    const operators = this.#operators.keys;
    // 1 for an operator, 0 for nobody.
    put(names, operators.length);
    for (const id of operators) {
      put(names, id === null ? 0 : 1);
      if (id !== null) putUuid(names, id);
    }
    put(names, this.#channels.keys.length);
    for (const id of this.#channels.keys) putUuid(names, id);
    put(names, this.#legCount);
    return Buffer.concat([head, Uint8Array.from(this.#ids), Uint8Array.from(names), Uint8Array.from(this.#legs)]);
  }

  #packBars(): Uint8Array {
    const bytes: number[] = [];
    put(bytes, this.#places.size);
    for (const [place, count] of this.#places) {
      put(bytes, place);
      put(bytes, count);
    }
    for (let slot = 0; slot < Math.max(this.#alone.length, this.#abandoned.length); slot++) {
      const [alone = 0, abandoned = 0] = [this.#alone[slot], this.#abandoned[slot]];
      if (alone + abandoned === 0) continue;
      for (const number of [slot, alone, abandoned]) put(bytes, number);
    }
    return Uint8Array.from(bytes);
  }
}
