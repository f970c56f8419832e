import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { idArray } from "@/lib/routing/roster";

/** Minutes of a stretch of time. */
export type Availability = { online: number; nobody: number; closed: number; unknown: number };
type Row = { id: string } & Omit<Availability, "unknown"> & { minutes: number };

/**
 * What departments were for their visitors, in minutes of a stretch of time up to `now`: somebody at work, nobody at work
 * though in their hours, closed, and before anything was noted.
 */
export async function readAvailability(
  db: Db,
  departmentIds: readonly string[],
  { start, end, now }: { start: Date; end: Date; now: Date },
): Promise<Map<string, Availability>> {
  const until = end < now ? end : now;
  if (departmentIds.length === 0 || until <= start) return new Map();
  const bounds = sql`select ${start.toISOString()}::timestamptz as starts, ${until.toISOString()}::timestamptz as ends`;
  const minutesOf = (state: string) =>
    sql`coalesce(sum(extract(epoch from least(s.ends_at, b.ends) - greatest(s.since, b.starts)))
      filter (where s.state = ${state}), 0)::float8 / 60`;
  const found = await rows<Row>(
    db,
    sql`with b as (${bounds}), told as (
        select s.department_id, s.state, s.since,
          lead(s.since, 1, 'infinity') over (partition by s.department_id order by s.since) as ends_at
        from department_states s, b where s.department_id = any (${idArray(departmentIds)}) and s.since < b.ends
          and s.since >= coalesce((select max(p.since) from department_states p
            where p.department_id = s.department_id and p.since <= b.starts), '-infinity'))
      select d.id, ${minutesOf("online")} as online, ${minutesOf("nobody")} as nobody, ${minutesOf("closed")} as closed,
        (extract(epoch from max(b.ends) - max(b.starts)) / 60)::float8 as minutes
      from unnest(${idArray(departmentIds)}) d (id) cross join b left join told s on s.department_id = d.id
      group by d.id`,
  );
  return new Map(
    found.map(({ id, online, nobody, closed, minutes }) => [
      id,
      { online, nobody, closed, unknown: Math.max(0, minutes - online - nobody - closed) },
    ]),
  );
}
