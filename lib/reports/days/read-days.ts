import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { idArray } from "@/lib/routing/roster";
import { readMonths, type Untold } from "../months/read-months";
import { DAY_MS, SLOT_MS } from "./fact";
import { unpackDay } from "./pack";
import { type LegFact, type Range, readLegs } from "./read-legs";
import type { ReportSums } from "./report-sums";

/** Days of departments that are asked for at once: between two such, whatever else the process has to do gets its turn. */
const PAGE_DAYS = 400;
/** Of days that are read from the legs themselves, which cost a thousand times more. */
const PAGE_RANGE_DAYS = 14;

type Stretch = { start: Date; end: Date };
type PackedDay = { department_id: string; day: string; facts: Uint8Array | null; sum: Uint8Array | null };

const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/**
 * Tells all legs that began in some departments in a stretch of time: of days of UTC that are packed and have not changed
 * since what is packed, and of all others the legs as they are. Runs in one snapshot (`repeatable read`), or a day
 * that is packed anew meanwhile could be told twice.
 */
export async function readDays(
  db: Db,
  departmentIds: readonly string[],
  { start, end }: Stretch,
  sums: ReportSums,
): Promise<void> {
  if (departmentIds.length === 0 || start >= end) return;
  const firstDay = Math.ceil(start.getTime() / DAY_MS) * DAY_MS;
  const lastDay = Math.floor(end.getTime() / DAY_MS) * DAY_MS;
  const parts =
    firstDay > lastDay
      ? [{ from: start.getTime(), to: end.getTime() }]
      : [
          { from: start.getTime(), to: firstDay },
          { from: lastDay, to: end.getTime() },
        ];
  const left: Range[] = [];
  for (const part of parts) left.push(...(await readEdge(db, departmentIds, part, sums)));
  for (const stretch of await readMonths(db, departmentIds, { from: firstDay, to: lastDay }, sums)) {
    left.push(...(await readWholeDays(db, stretch, sums)));
  }
  await readRanges(db, await onlyWithLegs(db, left), sums);
}

/** Tells whole days of UTC that are packed. Answers those that are not. */
async function readWholeDays(db: Db, { from: firstDay, to: lastDay, departmentIds }: Untold, sums: ReportSums) {
  const step = Math.max(1, Math.floor(PAGE_DAYS / departmentIds.length)) * DAY_MS;
  const unpacked: Range[] = [];
  const wanted =
    sums.grouping === null
      ? sql`case when d.sum is null then d.facts end as facts, d.sum`
      : sql`d.facts, null::bytea as sum`;
  for (let from = firstDay; from < lastDay; from += step) {
    const to = Math.min(lastDay, from + step);
    const packed = await readPacked(db, departmentIds, { from: dayOf(from), to: dayOf(to) }, wanted);
    const told = new Set<string>();
    for (const { department_id: departmentId, day, facts, sum } of packed) {
      sums.begin(departmentId, startOf(day));
      const isTold = sum ? sums.addPackedSum(sum) : facts !== null && unpackDay(facts, (fact) => sums.add(fact));
      if (isTold) told.add(`${departmentId} ${day}`);
    }
    for (let at = from; at < to; at += DAY_MS) {
      const day = dayOf(at);
      const rest = departmentIds.filter((departmentId) => !told.has(`${departmentId} ${day}`));
      unpacked.push(...pieces(rest, at, at + DAY_MS));
    }
  }
  return unpacked;
}

/**
 * Tells a part of one day of UTC, as days of other time zones begin and end in one, of what is packed of it. Answers what is
 * not told: all of it, where it is no part in whole quarters of an hour.
 */
async function readEdge(
  db: Db,
  departmentIds: readonly string[],
  { from, to }: { from: number; to: number },
  sums: ReportSums,
): Promise<Range[]> {
  if (from >= to || from % SLOT_MS !== 0 || to % SLOT_MS !== 0) return pieces(departmentIds, from, to);
  const day = dayOf(from);
  const [first, end] = [from, to].map((at) => (at - startOf(day)) / SLOT_MS) as [number, number];
  const packed = await readPacked(
    db,
    departmentIds,
    { from: day, to: dayOf(from + DAY_MS) },
    sql`d.facts, null::bytea as sum`,
  );
  const told = packed.flatMap(({ department_id: departmentId, facts }) => {
    sums.begin(departmentId, startOf(day));
    const isTold =
      facts !== null &&
      unpackDay(facts, (fact) => {
        if (fact.slot >= first && fact.slot < end) sums.add(fact);
      });
    return isTold ? [departmentId] : [];
  });
  const rest = departmentIds.filter((departmentId) => !told.includes(departmentId));
  return pieces(rest, from, to);
}

/** Days that are packed and have not changed since; `wanted`: what is selected of `report_days` as `d`. */
const readPacked = (
  db: Db,
  departmentIds: readonly string[],
  { from, to }: { from: string; to: string },
  wanted: SQL,
): Promise<PackedDay[]> =>
  rows(
    db,
    sql`select d.department_id, d.day::text as day, ${wanted} from report_days d
      where d.department_id = any (${idArray(departmentIds)}) and d.day >= ${from}::date and d.day < ${to}::date
        and not exists (select from report_changes c where c.department_id = d.department_id and c.day = d.day)`,
  );

/** Without what lies before the first leg of its department or behind the last one: the years before a beginning are long. */
async function onlyWithLegs(db: Db, ranges: readonly Range[]): Promise<Range[]> {
  const ids = [...new Set(ranges.map(({ departmentId }) => departmentId))];
  const found = await rows<{ id: string; first: number | null; last: number | null }>(
    db,
    sql`select d.id, extract(epoch from f.at)::float8 * 1000 as first, extract(epoch from l.at)::float8 * 1000 as last
      from unnest(${idArray(ids)}) d (id)
      left join lateral (select queued_at as at from legs where department_id = d.id order by queued_at limit 1) f on true
      left join lateral (select queued_at as at from legs where department_id = d.id order by queued_at desc limit 1) l on true`,
  );
  const known = new Map(found.map((department) => [department.id, department]));
  return ranges.filter(({ departmentId, start, end }) => {
    const { first = null, last = null } = known.get(departmentId) ?? {};
    return first !== null && last !== null && end.getTime() > first && start.getTime() <= last;
  });
}

const pieces = (departmentIds: readonly string[], start: number, end: number): Range[] =>
  start < end
    ? departmentIds.map((departmentId) => ({ departmentId, start: new Date(start), end: new Date(end) }))
    : [];

/** Legs of ranges, those that touch in one and long ones in parts; none lies over another. */
async function readRanges(db: Db, ranges: readonly Range[], sums: ReportSums): Promise<void> {
  let page: Range[] = [];
  let length = 0;
  for (const range of merged(ranges)) {
    page.push(range);
    length += range.end.getTime() - range.start.getTime();
    if (length < PAGE_RANGE_DAYS * DAY_MS) continue;
    tellLegs(await readLegs(db, page), sums);
    [page, length] = [[], 0];
  }
  tellLegs(await readLegs(db, page), sums);
}

function tellLegs(legs: readonly LegFact[], sums: ReportSums): void {
  let begun = "";
  for (const leg of legs) {
    const day = dayOf(leg.queuedAt);
    const now = `${leg.departmentId} ${day}`;
    if (now !== begun) sums.begin(leg.departmentId, startOf(day));
    begun = now;
    sums.add(leg);
  }
}

function merged(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort(
    (one, other) => one.departmentId.localeCompare(other.departmentId) || one.start.getTime() - other.start.getTime(),
  );
  const all: Range[] = [];
  for (const range of sorted) {
    const last = all.at(-1);
    const isLong = last && range.end.getTime() - last.start.getTime() > PAGE_RANGE_DAYS * DAY_MS;
    if (last?.departmentId === range.departmentId && last.end >= range.start && !isLong) last.end = range.end;
    else all.push({ ...range });
  }
  return all;
}
