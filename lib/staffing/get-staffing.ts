import { asc, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { visibleDepartments } from "@/lib/chats/lists/visible-departments";
import type { OperatorActor } from "@/lib/context";
import { assertSupervises, assertSupervisor } from "@/lib/supervision/access";
import { operatorsFor } from "./rules";
import type { StaffedHour, StaffingDto, StaffingQuery } from "./schemas";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Of a department without members. */
const CHATS_PER_OPERATOR = 3;

/**
 * How many operators a department needs in each hour of the week, by what came to it in the last whole weeks before
 * today. What counts is every leg that began there, a transfer as well: it takes an operator all the same. Spam is left out.
 * @throws DomainError `forbidden` for an operator, and for a department of others
 */
export async function getStaffing(db: Db, actor: OperatorActor, query: StaffingQuery): Promise<StaffingDto> {
  assertSupervisor(actor);
  if (query.department) await assertSupervises(db, actor, query.department);
  const visible = await db
    .select({ id: departments.id, name: departments.name, zone: departments.timeZone })
    .from(departments)
    .where(sql`${departments.id} in ${visibleDepartments(actor)}`)
    .orderBy(asc(departments.position), sql`lower(${departments.name})`, asc(departments.id));
  const chosen = visible.find(({ id }) => id === query.department) ?? visible[0];
  const { weeks, share, seconds } = query;
  const asked = { weeks, share, seconds, departments: visible.map(({ id, name }) => ({ id, name })) };
  if (!chosen) {
    const nothing = { zone: "UTC", department: null, handlingSeconds: null, arrivals: 0, hours: [] };
    return { ...asked, ...nothing, chats: query.chats ?? CHATS_PER_OPERATOR };
  }
  const chats = query.chats ?? (await usualChats(db, chosen.id));
  const { handlingSeconds, counts } = await readDemand(db, chosen, weeks);
  const goal = { share: share / 100, withinSeconds: seconds, chatsPerOperator: chats };
  const hours =
    handlingSeconds === null
      ? []
      : WEEKDAYS.flatMap((weekday) =>
          HOURS.map((hour): StaffedHour => {
            const arrivals = (counts.get(`${weekday} ${hour}`) ?? 0) / weeks;
            const need = operatorsFor({ arrivals, handlingSeconds }, goal);
            return {
              weekday,
              hour,
              arrivals,
              operators: need.operators,
              shareInTime: need.share,
              occupancy: need.occupancy,
            };
          }),
        );
  return {
    ...asked,
    zone: chosen.zone,
    department: { id: chosen.id, name: chosen.name },
    chats,
    handlingSeconds,
    arrivals: [...counts.values()].reduce((sum, count) => sum + count, 0),
    hours,
  };
}

/** What the members of a department are set to take at once, rounded. */
async function usualChats(db: Db, departmentId: string): Promise<number> {
  const [row] = await rows<{ chats: number | null }>(
    db,
    sql`select round(avg(o.max_load))::int as chats from operators o
      join department_members m on m.operator_id = o.id
      where m.department_id = ${departmentId}::uuid and o.deactivated_at is null`,
  );
  return Math.min(20, Math.max(1, row?.chats ?? CHATS_PER_OPERATOR));
}

type Row = { weekday: number; hour: number; count: number; handled: number; seconds: number };

/** Legs of the last whole weeks, which end with yesterday, by hour of the week, and how long one takes on average. */
async function readDemand(db: Db, { id, zone }: { id: string; zone: string }, weeks: number) {
  const today = sql`date_trunc('day', now() at time zone ${zone})`;
  const found = await rows<Row>(
    db,
    sql`select extract(isodow from l.queued_at at time zone ${zone})::int as weekday,
        extract(hour from l.queued_at at time zone ${zone})::int as hour, count(*)::int as count,
        count(*) filter (where l.assigned_at is not null and l.released_at is not null and l.reason <> 'missed')::int as handled,
        coalesce(sum(extract(epoch from l.released_at - l.assigned_at)) filter (where l.reason <> 'missed'), 0)::float8 as seconds
      from legs l join chats c on c.id = l.chat_id
      where l.department_id = ${id}::uuid and c.spam_at is null
        and l.queued_at >= (${today} - make_interval(days => ${weeks * 7})) at time zone ${zone}
        and l.queued_at < ${today} at time zone ${zone}
      group by 1, 2`,
  );
  const sum = (of: (row: Row) => number) => found.reduce((total, row) => total + of(row), 0);
  const handled = sum(({ handled: count }) => count);
  return {
    handlingSeconds: handled > 0 ? sum(({ seconds }) => seconds) / handled : null,
    counts: new Map(found.map(({ weekday, hour, count }) => [`${weekday} ${hour}`, count])),
  };
}
