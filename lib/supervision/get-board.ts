import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { departmentMembers, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { toBadgeDto } from "@/lib/chats/dto";
import { badge } from "@/lib/chats/queries";
import type { OperatorActor } from "@/lib/context";
import { idArray, Roster } from "@/lib/routing/roster";
import { isAvailable, type OperatorFacts } from "@/lib/routing/rules";
import { stateOf } from "@/lib/routing/states";
import { assertSupervisor } from "./access";
import { listStandingAlerts } from "./list-alerts";
import { BOARD_PRESENCES, boardPresence, freeSlots } from "./rules";
import type { BoardDepartment, BoardDto, BoardOperator } from "./schemas";
import { waitsSince } from "./standing-alerts";

/**
 * Everything that the board shows: the departments of a supervisor, or all of an admin, their operators as they are now,
 * and what alarms. @throws DomainError `forbidden` for an operator
 */
export async function getBoard(db: Db, actor: OperatorActor): Promise<BoardDto> {
  assertSupervisor(actor);
  const supervised = await listSupervised(db, actor);
  const ids = supervised.map(({ id }) => id);
  const roster = await Roster.read(db, ids);
  const [waiting, active, today, misses, alerts] = [
    await listWaiting(db, ids),
    await listActive(db, ids),
    await listToday(db, ids),
    await listMisses(db, ids),
    await listStandingAlerts(db, actor),
  ];
  const at = supervised[0]?.now ?? new Date();
  return {
    at: at.toISOString(),
    departments: supervised.map((department): BoardDepartment => {
      const { id, hidden, disabled } = department;
      const members = roster.of(id);
      const own = active.filter(({ department_id }) => department_id === id);
      const queue = waiting.get(id);
      return {
        ...toBadgeDto(department),
        hidden,
        disabled,
        state: stateOf(department, members, at),
        waiting: queue?.chats ?? 0,
        waitingSince: iso(queue?.since),
        ...counted(own),
        online: members.filter(isAvailable).length,
        freeSlots: members.reduce((sum, facts) => sum + freeSlots(facts), 0),
        chatsToday: today.get(id)?.chats ?? 0,
        missesToday: total(misses.filter(({ department_id }) => department_id === id)),
        medianWaitSeconds: today.get(id)?.median ?? null,
      };
    }),
    operators: toOperators(ids, roster, active, misses),
    alerts,
  };
}

const listSupervised = (db: Db, actor: OperatorActor) =>
  db
    .select({
      ...badge,
      timeZone: departments.timeZone,
      hours: departments.hours,
      holidays: departments.holidays,
      hidden: departments.hidden,
      disabled: departments.disabled,
      now: sql`now()`.mapWith(departments.createdAt),
    })
    .from(departments)
    .where(
      actor.role === "admin"
        ? undefined
        : inArray(
            departments.id,
            db
              .select({ id: departmentMembers.departmentId })
              .from(departmentMembers)
              .where(and(eq(departmentMembers.operatorId, actor.operatorId))),
          ),
    )
    .orderBy(asc(departments.position), sql`lower(${departments.name})`, asc(departments.id));

const iso = (text: string | null | undefined) => (text ? new Date(text).toISOString() : null);
const total = (counts: readonly { count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0);
/** The earliest of some instants in ISO 8601. */
const earliest = (all: readonly (string | null)[]) => all.reduce((one, other) => older(one, other), null);
const older = (one: string | null, other: string | null) =>
  one && other ? (Date.parse(one) < Date.parse(other) ? one : other) : (one ?? other);

async function listWaiting(db: Db, ids: readonly string[]) {
  const found = await rows<{ id: string; chats: number; since: string | null }>(
    db,
    sql`select c.department_id as id, count(*)::int as chats, min(${waitsSince}) as since
        from chats c join legs l on l.chat_id = c.id and l.released_at is null
        where c.status = 'queued' and c.department_id = any (${idArray(ids)}) group by c.department_id`,
  );
  return new Map(found.map((row) => [row.id, row]));
}

type Active = { department_id: string; operator_id: string; chats: number; held: number; since: string | null };

const listActive = (db: Db, ids: readonly string[]) =>
  rows<Active>(
    db,
    sql`select department_id, operator_id, count(*)::int as chats, count(held_at)::int as held,
          min(awaiting_since) filter (where held_at is null) as since
        from chats where status = 'active' and department_id = any (${idArray(ids)})
        group by department_id, operator_id`,
  );

const counted = (own: readonly Active[]) => ({
  active: own.reduce((sum, { chats }) => sum + chats, 0),
  held: own.reduce((sum, { held }) => sum + held, 0),
  unansweredSince: iso(earliest(own.map(({ since }) => since))),
});

/** Midnight where the department is. */
const midnight = sql`(date_trunc('day', now() at time zone d.time_zone) at time zone d.time_zone)`;

/** Chats that came to each department today, and how long those waited that somebody took out of its queue. */
async function listToday(db: Db, ids: readonly string[]) {
  const found = await rows<{ id: string; chats: number; median: number | null }>(
    db,
    sql`select d.id, count(distinct l.chat_id)::int as chats,
          round(percentile_cont(0.5) within group (order by extract(epoch from l.assigned_at - l.queued_at)::float8)
            filter (where l.assigned_at > l.queued_at))::int as median
        from departments d join legs l on l.department_id = d.id and l.queued_at >= ${midnight}
        where d.id = any (${idArray(ids)}) group by d.id`,
  );
  return new Map(found.map((row) => [row.id, row]));
}

type Misses = { department_id: string; operator_id: string; count: number };

const listMisses = (db: Db, ids: readonly string[]) =>
  rows<Misses>(
    db,
    sql`select l.department_id, l.operator_id, count(*)::int as count
        from departments d join legs l on l.department_id = d.id and l.released_at >= ${midnight}
          and l.assigned_at is not null and l.released_at is not null
        where l.reason = 'missed' and d.id = any (${idArray(ids)}) group by l.department_id, l.operator_id`,
  );

/** Members of these departments; who takes chats comes first, then by name. */
function toOperators(ids: readonly string[], roster: Roster, active: readonly Active[], misses: readonly Misses[]) {
  const known = new Map<string, { facts: OperatorFacts; departmentIds: string[] }>();
  for (const departmentId of ids) {
    for (const facts of roster.of(departmentId)) {
      if (!facts.isActive) continue;
      const entry = known.get(facts.operatorId);
      if (entry) entry.departmentIds.push(departmentId);
      else known.set(facts.operatorId, { facts, departmentIds: [departmentId] });
    }
  }
  const rank = ({ facts }: { facts: OperatorFacts }) => BOARD_PRESENCES.indexOf(boardPresence(facts));
  return [...known.values()]
    .sort((one, other) => rank(one) - rank(other) || one.facts.name.localeCompare(other.facts.name))
    .map(({ facts, departmentIds }): BoardOperator => {
      const own = active.filter(({ operator_id }) => operator_id === facts.operatorId);
      const { active: chats, held, unansweredSince } = counted(own);
      return {
        id: facts.operatorId,
        name: facts.name,
        intent: facts.intent,
        isReachable: facts.isReachable,
        finishing: facts.finishing,
        load: facts.load,
        maxLoad: facts.maxLoad,
        chats,
        held,
        unansweredSince,
        missesToday: total(misses.filter(({ operator_id }) => operator_id === facts.operatorId)),
        departmentIds,
      };
    });
}
