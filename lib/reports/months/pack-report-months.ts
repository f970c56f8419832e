import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { reportMonths } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import { unpackDay } from "../days/pack";
import { MonthPacker, type MonthParts } from "./pack-month";

type Month = { department_id: string; month: string; zone: string };
type Day = { at: number; facts: Uint8Array };

/**
 * Months of UTC that are over, of which every day is packed and none has changed since, and that are not packed or were
 * packed of other days, or for another time zone than reports are in; the newest first. Days before the first leg of a
 * department are none of its days.
 */
export const findUnpackedMonths = (db: Db, limit: number): Promise<Month[]> =>
  rows<Month>(
    db,
    sql`with known as (
        select department_id, date_trunc('month', day)::date as month, (date_trunc('month', day) + interval '1 month')::date as ends,
          count(*) as days, min(day) as first_day, coalesce(sum(revision), 0) as revision
        from report_days group by 1, 2, 3)
      select k.department_id, k.month::text as month, z.name as zone from known k
      join departments d on d.id = k.department_id
      cross join lateral (select coalesce((select time_zone from company), d.time_zone) as name) z
      left join report_months m on m.department_id = k.department_id and m.month = k.month
      where k.ends <= (now() at time zone 'UTC')::date and (m.revision is distinct from k.revision or m.zone <> z.name)
        and k.days = k.ends - k.first_day
        and (k.first_day = k.month or not exists (
          select from legs l where l.department_id = k.department_id and l.queued_at < k.first_day::timestamp at time zone 'UTC'))
        and not exists (
          select from report_changes c
          where c.department_id = k.department_id and c.day >= k.month and c.day < k.ends)
      order by k.month desc, k.department_id limit ${limit}`,
  );

/**
 * Adds up the packed days of a month. The revision of what it reads is read with it, in one snapshot, so that whatever
 * happens to a day meanwhile or later, reports see that the month is no longer of its days.
 */
export const packMonth = (db: Database, { department_id: departmentId, month, zone }: Month): Promise<void> =>
  db.transaction(
    async (tx) => {
      const days = await rows<{ day: string; revision: number | null; facts: Uint8Array }>(
        tx,
        sql`select day::text as day, revision, facts from report_days
          where department_id = ${departmentId} and day >= ${month}::date and day < (${month}::date + interval '1 month')::date
          order by day`,
      );
      const revision = days.reduce((sum, day) => sum + (day.revision ?? 0), 0);
      const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
      const parts = await added(
        new MonthPacker(at(month), zone),
        days.map(({ day, facts }) => ({ at: at(day), facts })),
      );
      const values = { departmentId, month, revision, zone, ...parts };
      await tx
        .insert(reportMonths)
        .values(values)
        .onConflictDoUpdate({
          target: [reportMonths.departmentId, reportMonths.month],
          set: { revision, zone, ...parts, builtAt: sql`now()` },
        });
    },
    { isolationLevel: "repeatable read" },
  );

/** No parts of days of which one has a layout of another version: such a month is read by its days. */
const NOTHING = { chats: null, sum: null, bars: null, operators: null, channels: null, days: null, hours: null };

async function added(packer: MonthPacker, days: readonly Day[]): Promise<MonthParts | typeof NOTHING> {
  for (const { at, facts } of days) {
    packer.begin(at);
    if (!unpackDay(facts, (fact) => packer.add(fact))) return NOTHING;
    // Else a process that has other things to do would do none of them for half a second of a large department.
    await nextTurn();
  }
  return packer.parts();
}
