import { inArray, sql } from "drizzle-orm";
import { isUnavailable } from "@/db/errors";
import { rows } from "@/db/rows";
import { reportChanges, reportDays } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import { findUnpackedMonths, packMonth } from "../months/pack-report-months";
import { packDay } from "./pack";
import { packSum } from "./pack-sum";
import { type LegFact, readLegs } from "./read-legs";

/** A run takes no further batch after this; the next one goes on. */
const RUN_MS = 20_000;
/** Days of departments that are looked for at once, and of these in one transaction, at first. */
const FOUND_MAX = 960;
const BATCH = 16;
/** After its end a day is left alone for so long: chats that began late in it still change much. */
const REST_MINUTES = 30;

type Day = { department_id: string; day: string };

/**
 * Days that are over and not packed, or have changed since; the newest first, because they are asked for most. None while
 * a transaction is under way that began before the end of the newest of them: what it changes has no note.
 */
const findUnpacked = (db: Db, limit: number): Promise<Day[]> =>
  rows<Day>(
    db,
    sql`with over as (
        select (now() at time zone 'UTC' - make_interval(mins => ${REST_MINUTES}))::date - case when exists (
          select from pg_stat_activity a where a.datname = current_database() and a.pid <> pg_backend_pid()
            and a.xact_start < date_trunc('day', now() at time zone 'UTC') at time zone 'UTC') then 2 else 1 end as day)
      select u.department_id, u.day::text as day from (
        select c.department_id, c.day from report_changes c
        union
        select d.id, days.day::date from departments d
        cross join lateral (
          select (l.queued_at at time zone 'UTC')::date as day from legs l
          where l.department_id = d.id order by l.queued_at limit 1) first
        cross join lateral generate_series(first.day, (select day from over), interval '1 day') days (day)
        where not exists (select from report_days r where r.department_id = d.id and r.day = days.day::date
          and r.sum is not null)) u
      where u.day <= (select day from over)
      order by u.day desc, u.department_id limit ${limit}`,
  );

export async function areDaysUnpacked(db: Db): Promise<boolean> {
  return (await findUnpacked(db, 1)).length > 0 || (await findUnpackedMonths(db, 1)).length > 0;
}

/**
 * Packs days that are over for reports, then months of which all days are packed, and returns how many days. Each batch of
 * days looks at legs and at what is noted of their changes in one snapshot, and takes away just those notes: what is noted
 * meanwhile stays, and with it the day is read from its legs until the next run. So it may run late, twice, beside itself, or
 * be cut off anywhere.
 */
export async function packReportDays(db: Database, runMs = RUN_MS): Promise<number> {
  const start = performance.now();
  let packed = 0;
  let size = BATCH;
  while (performance.now() - start < runMs) {
    const days = await findUnpacked(db, FOUND_MAX);
    if (days.length === 0) break;
    for (let i = 0; i < days.length && performance.now() - start < runMs; ) {
      const batch = days.slice(i, i + size);
      try {
        await packBatch(db, batch);
      } catch (error) {
        // The database gives up what takes too long: of full days, or from a cold disk, fewer at once.
        if (!isUnavailable(error) || batch.length === 1) throw error;
        size = Math.ceil(batch.length / 4);
        continue;
      }
      i += batch.length;
      packed += batch.length;
      size = Math.min(BATCH, size + 1);
    }
  }
  while (performance.now() - start < runMs) {
    const months = await findUnpackedMonths(db, FOUND_MAX);
    if (months.length === 0) break;
    for (const month of months) {
      if (performance.now() - start >= runMs) break;
      await packMonth(db, month);
    }
  }
  return packed;
}

const packBatch = (db: Database, days: readonly Day[]) =>
  db.transaction(
    async (tx) => {
      const isOneOf = sql`(c.department_id, c.day) in (${sql.join(
        days.map(({ department_id, day }) => sql`(${department_id}::uuid, ${day}::date)`),
        sql`, `,
      )})`;
      const changes = await rows<{ id: number }>(tx, sql`select c.id from report_changes c where ${isOneOf}`);
      const facts = new Map<string, LegFact[]>();
      const ranges = days.map(({ department_id: departmentId, day }) => {
        const start = new Date(`${day}T00:00:00Z`);
        return { departmentId, start, end: new Date(start.getTime() + 24 * 3_600_000) };
      });
      for (const leg of await readLegs(tx, ranges)) {
        const key = `${leg.departmentId} ${new Date(leg.queuedAt).toISOString().slice(0, 10)}`;
        const own = facts.get(key);
        if (own) own.push(leg);
        else facts.set(key, [leg]);
      }
      const values = days.map(({ department_id: departmentId, day }) => {
        const own = facts.get(`${departmentId} ${day}`) ?? [];
        return { departmentId, day, legs: own.length, facts: packDay(own), sum: packSum(own) };
      });
      const fresh = {
        legs: sql`excluded.legs`,
        facts: sql`excluded.facts`,
        sum: sql`excluded.sum`,
        builtAt: sql`now()`,
      };
      await tx
        .insert(reportDays)
        .values(values)
        .onConflictDoUpdate({ target: [reportDays.departmentId, reportDays.day], set: fresh });
      if (changes.length === 0) return;
      await tx.delete(reportChanges).where(
        inArray(
          reportChanges.id,
          changes.map(({ id }) => id),
        ),
      );
    },
    { isolationLevel: "repeatable read" },
  );
