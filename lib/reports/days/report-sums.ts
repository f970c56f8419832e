import { type Figures, type Grouping, LEFT_PLACES } from "../rules";
import { ABANDONED, ALONE, DAY_MS, type Fact } from "./fact";
import { LocalClock } from "./local-clock";
import { unpackSum } from "./pack-sum";
import { Tally } from "./tally";

export type RowKey = string | number | null;
/** Chats of a day or an hour, and how many of them left the queue. */
export type Bar = { chats: number; abandoned: number };

type Row = { tally: Tally; number: number };
/** A quarter of an hour of UTC, by the clocks of the report: day (of 1970), hour, and their bars. */
type Moment = { slot: number; day: number; hour: number; dayBar: Bar; hourBar: Bar };

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
  /** Where the legs of one quarter of an hour belong: they come one after the other. */
  #now: Moment | null = null;
  #row: (Row & { key: RowKey }) | null = null;

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
    this.#now = null;
    this.#row = null;
    if (this.#today.rows.size > 0) this.#today.rows.clear();
  }

  add(fact: Fact): void {
    if (this.grouping === null) {
      this.#addToSum(fact);
      return;
    }
    const now = this.#now?.slot === fact.slot ? this.#now : this.#momentOf(fact.slot);
    const { dayBar, hourBar } = now;
    const key = this.#keyOf(fact, now);
    const row = this.#row?.key === key ? this.#row : this.#rowOf(key);
    const { tally } = row;
    tally.add(fact);
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
      tally.chats++;
      dayBar.chats++;
      hourBar.chats++;
      return;
    }
    if (fact.chat >= 0) this.#addPacked(fact.chat, row, now);
    else {
      const chat = this.#numberOf(fact.chatId);
      const [inAll, inRow, inDay, inHour] = this.#known;
      if (isNew(inAll, chat, 0)) this.#chats++;
      if (isNew(inRow, chat, row.number)) tally.chats++;
      if (isNew(inDay, chat, now.day)) dayBar.chats++;
      if (isNew(inHour, chat, now.hour)) hourBar.chats++;
    }
  }

  #momentOf(slot: number): Moment {
    const local = this.#clock.at(slot);
    const day = Math.floor(local / DAY_MS);
    const hour = Math.floor((local - day * DAY_MS) / 3_600_000);
    this.#now = { slot, day, hour, dayBar: barOf(this.byDay, day), hourBar: barOf(this.byHour, hour) };
    return this.#now;
  }

  #rowOf(key: RowKey): Row {
    let tally = this.rows.get(key);
    if (!tally) {
      tally = new Tally();
      this.rows.set(key, tally);
      this.#rowNumbers.set(key, this.#rowNumbers.size);
    }
    this.#row = { key, tally, number: this.#rowNumbers.get(key) ?? 0 };
    return this.#row;
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

  /** A whole packed day, where the sum alone is wanted. False, and nothing is added, for a layout of other versions. */
  addPackedSum(bytes: Uint8Array): boolean {
    const chats = unpackSum(bytes, this.#sum, (chatId) => {
      if (isNew(this.#known[0], this.#numberOf(chatId), 0)) this.#chats++;
    });
    this.#chats += chats ?? 0;
    return chats !== null;
  }

  /**
   * Of a chat whose legs are all of this packed day. They come in order of time, and chats have their numbers in it: so most
   * of what sets would tell is told by what came last.
   */
  #addPacked(chat: number, { tally, number }: Row, { day, hour, dayBar, hourBar }: Moment): void {
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
        if (isNew(this.#today.rows, chat, number)) tally.chats++;
        break;
      case "hour":
        if (!isInHour) tally.chats++;
        break;
      case "day":
      case "weekday":
        if (!isInDay) tally.chats++;
        break;
      default:
        // A department, and so its website, and the channel of a chat are the same all day.
        if (isFirst) tally.chats++;
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

  #keyOf(fact: Fact, { day, hour }: Moment): RowKey {
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
