import { type Figures, type Grouping, LEFT_PLACES } from "../rules";
import { ABANDONED, ALONE, DAY_MS, type Fact } from "./fact";
import { LocalClock } from "./local-clock";
import { Tally } from "./tally";

export type RowKey = string | number | null;
/** Chats of a day or an hour, and how many of them left the queue. */
export type Bar = { chats: number; abandoned: number };

/**
 * What a report makes of the legs that it is told, day by day: a sum for each row and each bar, and of the rows the sum of
 * all. A chat counts once in each of them, however many legs it has there.
 */
export class ReportSums {
  readonly rows = new Map<RowKey, Tally>();
  /** Each row by its number, and each chat that is known by its id: sets of numbers are faster than sets of texts. */
  readonly #rowNumbers = new Map<RowKey, number>();
  readonly #chatNumbers = new Map<string, number>();
  readonly byDay = new Map<number, Bar>();
  readonly byHour = new Map<number, Bar>();
  /** By the index in `LEFT_PLACES`; and of how many the place is not known. */
  readonly leftByPlace = LEFT_PLACES.map(() => 0);
  leftAtNoPlace = 0;
  #chats = 0;
  /** Of all, where there are no rows. */
  readonly #sum = new Tally();
  readonly #clock: LocalClock;
  readonly #known = knownChats();
  /** Of the packed day: chats so far, the last day and the hours of each, and the rows where there can be several. */
  readonly #today = { chats: 0, day: [] as number[], hours: [] as number[], rows: new Set<number>() };
  #departmentId = "";

  constructor(
    /** Null: the sum alone is wanted, without rows and bars. */
    readonly grouping: Grouping | null,
    zone: string,
    readonly websites: ReadonlyMap<string, string | null>,
  ) {
    this.#clock = new LocalClock(zone);
  }

  /** What is told from now on began in this department on this day of UTC. */
  begin(departmentId: string, day: string): void {
    this.#departmentId = departmentId;
    this.#clock.setDay(Date.parse(`${day}T00:00:00Z`));
    this.#today.chats = 0;
    if (this.#today.rows.size > 0) this.#today.rows.clear();
  }

  add(fact: Fact): void {
    if (this.grouping === null) {
      this.#addToSum(fact);
      return;
    }
    const local = this.#clock.at(fact.slot);
    const day = Math.floor(local / DAY_MS);
    const hour = Math.floor((local - day * DAY_MS) / 3_600_000);
    const key = this.#keyOf(fact, day, hour);
    let row = this.rows.get(key);
    if (!row) {
      row = new Tally();
      this.rows.set(key, row);
      this.#rowNumbers.set(key, this.#rowNumbers.size);
    }
    row.add(fact);
    const dayBar = barOf(this.byDay, day);
    const hourBar = barOf(this.byHour, hour);
    if (fact.flags & ABANDONED) {
      dayBar.abandoned++;
      hourBar.abandoned++;
      if (fact.leftAtPlace < 0) this.leftAtNoPlace++;
      else {
        const place = LEFT_PLACES.findIndex((upTo) => upTo === null || fact.leftAtPlace <= upTo);
        this.leftByPlace[place] = (this.leftByPlace[place] ?? 0) + 1;
      }
    }
    if (fact.flags & ALONE) {
      this.#chats++;
      row.chats++;
      dayBar.chats++;
      hourBar.chats++;
      return;
    }
    if (fact.chat >= 0) this.#addPacked(fact, row, key, [day, dayBar], [hour, hourBar]);
    else {
      const chat = this.#numberOf(fact.chatId);
      const [inAll, inRow, inDay, inHour] = this.#known;
      if (isNew(inAll, chat, 0)) this.#chats++;
      if (isNew(inRow, chat, this.#rowNumbers.get(key) ?? 0)) row.chats++;
      if (isNew(inDay, chat, day)) dayBar.chats++;
      if (isNew(inHour, chat, hour)) hourBar.chats++;
    }
  }

  #addToSum(fact: Fact): void {
    this.#sum.add(fact);
    if (fact.flags & ALONE) this.#chats++;
    else if (fact.chat < 0) {
      if (isNew(this.#known[0], this.#numberOf(fact.chatId), 0)) this.#chats++;
    } else if (fact.chat >= this.#today.chats) {
      this.#today.chats = fact.chat + 1;
      this.#chats++;
    }
  }

  /**
   * Of a chat whose legs are all of this packed day. They come in order of time, and chats have their numbers in it: so most
   * of what sets would tell is told by what came last.
   */
  #addPacked(
    { chat }: Fact,
    row: Tally,
    key: RowKey,
    [day, dayBar]: [number, Bar],
    [hour, hourBar]: [number, Bar],
  ): void {
    const isFirst = chat >= this.#today.chats;
    if (isFirst) {
      this.#today.chats = chat + 1;
      this.#today.hours[chat] = 0;
    }
    const isInDay = !isFirst && this.#today.day[chat] === day;
    const hours = this.#today.hours[chat] ?? 0;
    const isInHour = (hours & (1 << hour)) !== 0;
    this.#today.day[chat] = day;
    this.#today.hours[chat] = hours | (1 << hour);
    if (isFirst) this.#chats++;
    if (!isInDay) dayBar.chats++;
    if (!isInHour) hourBar.chats++;
    switch (this.grouping) {
      case "operator":
        if (isNew(this.#today.rows, chat, this.#rowNumbers.get(key) ?? 0)) row.chats++;
        break;
      case "hour":
        if (!isInHour) row.chats++;
        break;
      case "day":
      case "weekday":
        if (!isInDay) row.chats++;
        break;
      default:
        // A department, and so its website, and the channel of a chat are the same all day.
        if (isFirst) row.chats++;
    }
  }

  #numberOf(chatId: string): number {
    const known = this.#chatNumbers.get(chatId);
    if (known !== undefined) return known;
    const number = this.#chatNumbers.size;
    this.#chatNumbers.set(chatId, number);
    return number;
  }

  total(): Figures {
    const all = this.grouping === null ? this.#sum : new Tally();
    for (const row of this.rows.values()) all.addAll(row);
    all.chats = this.#chats;
    return all.figures();
  }

  #keyOf(fact: Fact, day: number, hour: number): RowKey {
    switch (this.grouping) {
      case "department":
        return this.#departmentId;
      case "operator":
        return fact.operatorId;
      case "website":
        return this.websites.get(this.#departmentId) ?? null;
      case "channel":
        return fact.channelId;
      case "day":
        return day;
      case "hour":
        return hour;
      case "weekday":
        // The first day of 1970 was a Thursday, the fourth of ISO 8601.
        return ((((day + 3) % 7) + 7) % 7) + 1;
      default:
        return null;
    }
  }
}

const knownChats = () => [new Set<number>(), new Set<number>(), new Set<number>(), new Set<number>()] as const;

/** More rows, days or hours than any report has, and few enough that a key is a whole number up to 2 ** 32 chats. */
const GROUPS_MAX = 2 ** 20;

function isNew(known: Set<number>, chat: number, group: number): boolean {
  const before = known.size;
  return known.add(chat * GROUPS_MAX + group).size > before;
}

function barOf(bars: Map<number, Bar>, key: number): Bar {
  const known = bars.get(key);
  if (known) return known;
  const bar = { chats: 0, abandoned: 0 };
  bars.set(key, bar);
  return bar;
}

/** A day as `Map` keys have it, in words (`YYYY-MM-DD`). */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
