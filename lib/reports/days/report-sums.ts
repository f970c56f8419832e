import { type Figures, type Grouping, LEFT_PLACES } from "../rules";
import { type Bar, type ChatRow, DistinctChats, type Moment } from "./distinct-chats";
import { ABANDONED, DAY_MS, type Fact } from "./fact";
import { LocalClock } from "./local-clock";
import { unpackSum } from "./pack-sum";
import { Tally } from "./tally";

export type RowKey = string | number | null;
type Row = ChatRow & { key: RowKey; tally: Tally };

/**
 * What a report makes of the legs that it is told, day by day or month by month: a sum for each row and each bar, and of the
 * rows the sum of all. A chat counts once in each of them, however many legs it has there.
 */
export class ReportSums {
  readonly rows = new Map<RowKey, Row>();
  readonly byDay = new Map<number, Bar>();
  readonly byHour = new Map<number, Bar>();
  /** By the index in `LEFT_PLACES`; and of how many the place is not known. */
  readonly leftByPlace = LEFT_PLACES.map(() => 0);
  leftAtNoPlace = 0;
  readonly chats = new DistinctChats();
  /** Of all, where there are no rows. */
  readonly sum = new Tally();
  readonly #clock: LocalClock;
  #departmentId = "";
  #dayAt = Number.NaN;
  /** Of each day its quarters of an hour, as far as they were needed. */
  readonly #moments = new Map<number, Moment[]>();
  #ofDay: Moment[] = [];
  /** Legs of one row often come one after the other. */
  #last: Row | null = null;

  constructor(
    /** Null: the sum alone is wanted, without rows and bars. */
    readonly grouping: Grouping | null,
    readonly zone: string,
    readonly websites: ReadonlyMap<string, string | null>,
  ) {
    this.#clock = new LocalClock(zone);
  }

  /** What is told from now on is one pack of this department: of a day, or of a month, that begins at `at` (UTC). */
  begin(departmentId: string, at: number): void {
    this.#departmentId = departmentId;
    this.chats.begin();
    this.#setDay(at);
    this.#last = null;
  }

  add(fact: Fact): void {
    if (this.grouping === null) {
      this.sum.add(fact);
      this.chats.addToSum(fact);
      return;
    }
    const moment = this.#ofDay[fact.slot] ?? this.#momentOf(fact.slot);
    const key = this.#keyOf(fact, moment);
    const row = this.#last?.key === key ? this.#last : this.rowOf(key);
    row.tally.add(fact);
    if (fact.flags & ABANDONED) {
      moment.dayBar.abandoned++;
      moment.hourBar.abandoned++;
      this.addLeft(fact.leftAtPlace, 1);
    }
    this.chats.add(fact, row, moment);
  }

  /** A whole packed day, where the sum alone is wanted. False, and nothing is added, for a layout of other versions. */
  addPackedSum(bytes: Uint8Array): boolean {
    const chats = unpackSum(bytes, this.sum, this.chats.numberOf);
    this.chats.addAlone(chats ?? 0);
    return chats !== null;
  }

  /** So many left the queue from this place; less than 0: it is not known. */
  addLeft(leftAtPlace: number, count: number): void {
    if (leftAtPlace < 0) {
      this.leftAtNoPlace += count;
      return;
    }
    const place = LEFT_PLACES.findIndex((upTo) => upTo === null || leftAtPlace <= upTo);
    this.leftByPlace[place] = (this.leftByPlace[place] ?? 0) + count;
  }

  /** A quarter of an hour (`slot`) of the day of UTC that begins at `dayAt`. */
  momentAt(dayAt: number, slot: number): Moment {
    if (dayAt !== this.#dayAt) this.#setDay(dayAt);
    return this.#ofDay[slot] ?? this.#momentOf(slot);
  }

  #setDay(dayAt: number): void {
    this.#dayAt = dayAt;
    this.#ofDay = this.#moments.get(dayAt) ?? [];
    this.#moments.set(dayAt, this.#ofDay);
  }

  #momentOf(slot: number): Moment {
    this.#clock.setDay(this.#dayAt);
    const local = this.#clock.at(slot);
    const day = Math.floor(local / DAY_MS);
    const hour = Math.floor((local - day * DAY_MS) / 3_600_000);
    const moment = { day, hour, dayBar: barOf(this.byDay, day), hourBar: barOf(this.byHour, hour) };
    this.#ofDay[slot] = moment;
    return moment;
  }

  rowOf(key: RowKey): Row {
    let row = this.rows.get(key);
    if (!row) {
      row = { key, tally: new Tally(), number: this.rows.size };
      this.rows.set(key, row);
    }
    this.#last = row;
    return row;
  }

  total(): Figures {
    const all = this.grouping === null ? this.sum : new Tally();
    for (const { tally } of this.rows.values()) all.addAll(tally);
    all.chats = this.chats.all;
    return all.figures();
  }

  #keyOf(fact: Fact, moment: Moment): RowKey {
    switch (this.grouping) {
      case "department":
      case "website":
        return this.departmentKey();
      case "operator":
        return fact.operatorId;
      case "channel":
        return fact.channelId;
      default:
        return this.momentKey(moment);
    }
  }

  /** The row of the department that is told, by departments or by websites. */
  departmentKey(): RowKey {
    return this.grouping === "department" ? this.#departmentId : (this.websites.get(this.#departmentId) ?? null);
  }

  /** The row of a quarter of an hour, by days, hours or weekdays. */
  momentKey({ day, hour }: Pick<Moment, "day" | "hour">): RowKey {
    if (this.grouping === "hour") return hour;
    // The first day of 1970 was a Thursday, the fourth of ISO 8601.
    return this.grouping === "day" ? day : ((((day + 3) % 7) + 7) % 7) + 1;
  }
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
