import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { idArray } from "@/lib/routing/roster";
import { DAY_MS } from "../days/fact";
import type { ReportSums } from "../days/report-sums";
import { partsOf, type ReadParts, tellMonth } from "./tell-month";

/** Months of departments that are asked for, and are in memory, at once. */
const PAGE_MONTHS = 36;

/** A stretch of whole days of UTC (milliseconds, half-open) and the departments whose legs in it are not told yet. */
export type Untold = { from: number; to: number; departmentIds: readonly string[] };

const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);
const startOf = (month: string) => Date.parse(`${month}-01T00:00:00Z`);
const nextStart = (at: number) => new Date(at).setUTCMonth(new Date(at).getUTCMonth() + 1);

/**
 * Tells the legs of whole months of UTC that lie in a stretch of whole days, where they are packed and no day of theirs has
 * changed or was packed anew since. Answers what is left, in order of time.
 */
export async function readMonths(
  db: Db,
  departmentIds: readonly string[],
  { from, to }: { from: number; to: number },
  sums: ReportSums,
): Promise<Untold[]> {
  const firstMonth = startOf(monthOf(from)) < from ? nextStart(startOf(monthOf(from))) : from;
  const lastMonth = startOf(monthOf(to));
  if (firstMonth >= lastMonth) return from < to ? [{ from, to, departmentIds }] : [];
  const left: Untold[] = [{ from, to: firstMonth, departmentIds }];
  const step = Math.max(1, Math.floor(PAGE_MONTHS / departmentIds.length));
  for (let page = firstMonth; page < lastMonth; ) {
    let end = page;
    for (let i = 0; i < step && end < lastMonth; i++) end = nextStart(end);
    const told = await tellPage(db, departmentIds, { from: page, to: end }, sums);
    for (; page < end; page = nextStart(page)) {
      const rest = departmentIds.filter((departmentId) => !told.has(`${departmentId} ${page}`));
      left.push({ from: page, to: nextStart(page), departmentIds: rest });
    }
  }
  left.push({ from: lastMonth, to, departmentIds });
  return left.filter((stretch) => stretch.from < stretch.to && stretch.departmentIds.length > 0);
}

type ReadMonth = ReadParts & { department_id: string; month: string };

async function tellPage(
  db: Db,
  departmentIds: readonly string[],
  { from, to }: { from: number; to: number },
  sums: ReportSums,
): Promise<Set<string>> {
  const parts = partsOf(sums.grouping);
  const isOfZone = parts.some((part) => part === "days" || part === "hours") ? sql`m.zone = ${sums.zone}` : sql`true`;
  const found = await rows<ReadMonth>(
    db,
    sql`select m.department_id, m.month::text as month, ${sql.raw(parts.join(", "))} from report_months m
      where m.department_id = any (${idArray(departmentIds)})
        and m.month >= ${dayOf(from)}::date and m.month < ${dayOf(to)}::date and ${isOfZone}
        and ${isAsItsDays}`,
  );
  const told = new Set<string>();
  for (const { department_id: departmentId, month, ...read } of found) {
    const at = Date.parse(`${month}T00:00:00Z`);
    if (tellMonth(sums, { departmentId, at }, read)) told.add(`${departmentId} ${at}`);
    // A month of a large department takes some 50 ms: whatever else the process has to do gets its turn.
    await nextTurn();
  }
  return told;
}

const dayOf = (at: number) => new Date(at - (at % DAY_MS)).toISOString().slice(0, 10);

/** That a row of `report_months` as `m` says what its packed days say, and these what the legs say. */
const isAsItsDays = sql`m.revision = (
    select coalesce(sum(d.revision), 0) from report_days d
    where d.department_id = m.department_id and d.day >= m.month and d.day < (m.month + interval '1 month')::date)
  and not exists (
    select from report_changes c
    where c.department_id = m.department_id and c.day >= m.month and c.day < (m.month + interval '1 month')::date)`;
