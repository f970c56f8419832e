import { type SQL, sql } from "drizzle-orm";
import { DomainError } from "@/lib/errors";
import { isCalendarDate } from "@/lib/hours/rules";
import { idArray } from "@/lib/routing/roster";
import { NO_ROW, type ReportChatsQuery } from "../chat-schemas";
import { ABANDONED, MISROUTED, MISSED, REASSIGNED, TRANSFER_IN, TRANSFER_OUT } from "../days/fact";
import type { Asked } from "../get-report";
import type { FigureName } from "../rules";

const has = (flag: number) => sql`t.flags & ${sql.raw(String(flag))} > 0`;
const isWait = sql`t.wait >= 0`;
const isPromised = sql`t.wait >= 0 and t.promised >= 0`;
const isRated = sql`t.rating > 0`;
const isResponse = sql`t.first_response >= 0`;
const isAtOnce = sql`t.at_once > 0`;

/** Which legs `t` a figure is taken of, as `Tally` does it. */
export const BEHIND: Record<FigureName, SQL> = {
  chats: sql`true`,
  waitMedian: isWait,
  waitP90: isWait,
  firstResponseMedian: isResponse,
  firstResponseP90: isResponse,
  handlingMedian: sql`t.handling >= 0`,
  atOnceMean: isAtOnce,
  atOncePeak: isAtOnce,
  missed: has(MISSED),
  reassigned: has(REASSIGNED),
  abandoned: has(ABANDONED),
  transfersIn: has(TRANSFER_IN),
  transfersOut: has(TRANSFER_OUT),
  misrouted: has(MISROUTED),
  ratingAverage: isRated,
  ratings: isRated,
  promisedMedian: isPromised,
  promisedRealMedian: isPromised,
  promiseKept: isPromised,
};

/**
 * Which legs of a table are in the row that is asked for. Channels are of chats and not of legs.
 * @throws DomainError `invalid` for what no row is called
 */
export function inRow({ group, row }: ReportChatsQuery, { chosen, frame: { zone } }: Asked) {
  if (row === undefined) return { ofLegs: () => sql`true`, ofChats: sql`true` };
  const is = (ofLegs: (leg: SQL) => SQL, ofChats = sql`true`) => ({ ofLegs, ofChats });
  switch (group) {
    case "department":
      return is((leg) => sql`${leg}.department_id = ${uuid(row)}::uuid`);
    case "operator":
      return row === NO_ROW
        ? is((leg) => sql`${leg}.operator_id is null`)
        : is((leg) => sql`${leg}.operator_id = ${uuid(row)}::uuid`);
    case "website": {
      const ids = chosen.filter(({ website }) => website === (row === NO_ROW ? null : row)).map(({ id }) => id);
      return is((leg) => sql`${leg}.department_id = any (${idArray(ids)})`);
    }
    case "channel":
      return is(() => sql`true`, sql`c.channel_id = ${uuid(row)}::uuid`);
    case "day":
      if (!isCalendarDate(row)) throw new DomainError("invalid", "No such day");
      return is((leg) => sql`(${leg}.queued_at at time zone ${zone})::date = ${row}::date`);
    case "hour":
      return is((leg) => sql`extract(hour from ${leg}.queued_at at time zone ${zone}) = ${whole(row, 0, 23)}`);
    case "weekday":
      return is((leg) => sql`extract(isodow from ${leg}.queued_at at time zone ${zone}) = ${whole(row, 1, 7)}`);
  }
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

function uuid(row: string): string {
  if (!UUID.test(row)) throw new DomainError("invalid", "No such row");
  return row;
}

function whole(row: string, low: number, high: number): number {
  const number = Number(row);
  if (!Number.isInteger(number) || number < low || number > high) throw new DomainError("invalid", "No such row");
  return number;
}
