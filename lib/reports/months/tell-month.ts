import { Reader } from "../days/bytes";
import { DAY_MS } from "../days/fact";
import type { ReportSums, RowKey } from "../days/report-sums";
import { LAYOUT, type MonthParts, SLOTS_OF_DAY } from "./pack-month";

/** Parts as they were read: those that were not asked for are not there, and none is of a month that could not be packed. */
export type ReadParts = { [part in keyof MonthParts]?: Uint8Array | null };
type Month = { departmentId: string /** Milliseconds of its beginning, in UTC. */; at: number };

/** Parts that a report needs, by what its rows are. */
export function partsOf(grouping: ReportSums["grouping"]): (keyof MonthParts)[] {
  switch (grouping) {
    case null:
      return ["chats", "sum"];
    case "department":
    case "website":
      return ["chats", "bars", "sum"];
    case "operator":
      return ["chats", "bars", "operators"];
    case "channel":
      return ["chats", "bars", "channels"];
    case "hour":
      return ["chats", "bars", "hours"];
    default:
      return ["chats", "bars", "days"];
  }
}

/** Adds a packed month to what is told. False, and nothing is added, for a layout of other versions. */
export function tellMonth(sums: ReportSums, month: Month, parts: ReadParts): boolean {
  if (parts.chats?.[0] !== LAYOUT) return false;
  const chats = new Reader(parts.chats, 1);
  sums.begin(month.departmentId, month.at);
  const [alone, together] = [chats.number(), chats.number()];
  const words = new Uint32Array(4);
  const elsewhere = Int32Array.from({ length: chats.number() }, () => {
    chats.words(words);
    return sums.chats.numberOf(words);
  });
  if (sums.grouping === null) {
    sums.chats.addAlone(alone + together);
    sums.sum.addPackedShort(partReader(parts.sum));
    return true;
  }
  const operators = Array.from({ length: chats.number() }, () => (chats.number() === 0 ? null : chats.uuid()));
  const channels = Array.from({ length: chats.number() }, () => chats.uuid());
  const momentAt = (slot: number) =>
    sums.momentAt(month.at + Math.floor(slot / SLOTS_OF_DAY) * DAY_MS, slot % SLOTS_OF_DAY);
  sums.chats.addAlone(alone);
  tellBars(sums, partReader(parts.bars), momentAt);
  const rows = tellRows(sums, parts, { operators, channels, alone });
  for (let left = chats.number(); left > 0; left--) {
    const moment = momentAt(chats.number());
    const [operator, channel, chat] = [chats.number(), chats.number(), chats.number()];
    const row = rows({ operator, channel, moment });
    if (chat % 2 === 0) sums.chats.addPacked(chat / 2, row, moment);
    else sums.chats.addKnown(elsewhere[(chat - 1) / 2] as number, row, moment);
  }
  return true;
}

type Moment = ReturnType<ReportSums["momentAt"]>;
type MomentAt = (slot: number) => Moment;

/** Chats that have one leg, and those who left the queue. */
function tellBars(sums: ReportSums, bars: Reader, momentAt: MomentAt): void {
  for (let left = bars.number(); left > 0; left--) sums.addLeft(bars.number() - 1, bars.number());
  while (!bars.isAtEnd) {
    const moment = momentAt(bars.number());
    const [alone, abandoned] = [bars.number(), bars.number()];
    for (const bar of [moment.dayBar, moment.hourBar]) {
      bar.chats += alone;
      bar.abandoned += abandoned;
    }
  }
}

type Keys = { operators: (string | null)[]; channels: string[]; alone: number };
type Leg = { operator: number; channel: number; moment: Moment };

/** Adds what the legs of each row add up to. @returns how the row of a leg is found */
function tellRows(sums: ReportSums, parts: ReadParts, { operators, channels, alone }: Keys) {
  const add = (key: RowKey, reader: Reader) => {
    const row = sums.rowOf(key);
    row.tally.chats += reader.number();
    row.tally.addPackedShort(reader);
    return row;
  };
  const keyed = (keys: readonly RowKey[], reader: Reader) => keys.map((key) => add(key, reader));
  switch (sums.grouping) {
    case "operator": {
      const rows = keyed(operators, partReader(parts.operators));
      return ({ operator }: Leg) => rows[operator] as (typeof rows)[number];
    }
    case "channel": {
      const rows = keyed(channels, partReader(parts.channels));
      return ({ channel }: Leg) => rows[channel] as (typeof rows)[number];
    }
    case "department":
    case "website": {
      const row = sums.rowOf(sums.departmentKey());
      row.tally.chats += alone;
      row.tally.addPackedShort(partReader(parts.sum));
      return () => row;
    }
    default: {
      const reader = partReader(sums.grouping === "hour" ? parts.hours : parts.days);
      while (!reader.isAtEnd) {
        const number = reader.number();
        add(sums.momentKey({ day: number, hour: number }), reader);
      }
      return ({ moment }: Leg) => sums.rowOf(sums.momentKey(moment));
    }
  }
}

function partReader(part: Uint8Array | null | undefined): Reader {
  if (!part) throw new Error("a packed month lacks a part");
  return new Reader(part, 0);
}
