import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { channels, chatSettings, departmentMembers, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { clockRulesOf, type ReplaySources } from "./clock-rules";
import { hoursOf } from "./hours-of";
import { markedOf } from "./marks";
import { type Had, type NotedPresence, spansOf } from "./presence";
import { readMarks } from "./read-marks";
import type { RecordedOperator, ReplayedDepartment, ReplayRecord } from "./record";
import { type RecordedLeg, toRecordedChats } from "./to-recorded-chats";

/** Periods of responsibility that are replayed at most: some 20,000 chats. Replaying them takes about a second. */
export const LEGS_MAX = 24_000;
/** Who is there after the last chat has come matters for those that wait. */
const AFTER_MS = 12 * 3_600_000;

export type ReadRecord = {
  record: ReplayRecord;
  sources: Map<string, ReplaySources>;
  /** From here on chats are left out, because there are too many; null: none is. */
  cutAt: Date | null;
};

/**
 * What is recorded of some days: all chats of all departments, because operators work for several, and what is set now.
 * Chats that were begun earlier and went on into these days count from where they came to somebody anew.
 */
export async function readRecord(
  db: Db,
  {
    start,
    end,
    zone,
    now,
    legsMax = LEGS_MAX,
  }: { start: Date; end: Date; zone: string; now: Date; legsMax?: number | undefined },
): Promise<ReadRecord> {
  const over = end < now ? end : now;
  const cutAt = await findCut(db, start, over, legsMax);
  const last = cutAt ?? over;
  const legs = await readLegs(db, start, last);
  const until = Math.min(now.getTime(), last.getTime() + AFTER_MS);
  const chats = toRecordedChats(legs, now.getTime());
  const sources = await readSources(db);
  const places = await db
    .select({
      id: departments.id,
      strategy: departments.strategy,
      returningVisitorDays: departments.returningVisitorDays,
      queueLimitChats: departments.queueLimitChats,
      queueLimitMinutes: departments.queueLimitMinutes,
      overflowDepartmentId: departments.overflowDepartmentId,
      isShut: sql<boolean>`${departments.hidden} or ${departments.disabled}`,
      timeZone: departments.timeZone,
      hours: departments.hours,
      holidays: departments.holidays,
      missesUntilAway: chatSettings.missesUntilAway,
    })
    .from(departments)
    .innerJoin(chatSettings, sql`${chatSettings.id} = 1`)
    .orderBy(departments.id);
  return {
    record: {
      chats,
      operators: await readOperators(db, legs, { start, until }),
      departments: places.map(({ timeZone, hours, holidays, ...place }): ReplayedDepartment => {
        const own = sources.get(place.id);
        if (!own) throw new Error("a department without settings");
        return { ...place, schedule: { timeZone, hours, holidays }, rules: clockRulesOf(own), without: null };
      }),
      hours: hoursOf(start, last, zone),
    },
    sources,
    cutAt,
  };
}

const span = (start: Date, end: Date) =>
  sql`l.queued_at >= ${start.toISOString()}::timestamptz and l.queued_at < ${end.toISOString()}::timestamptz`;

async function findCut(db: Db, start: Date, end: Date, legsMax: number): Promise<Date | null> {
  const [row] = await rows<{ at: string }>(
    db,
    sql`select l.queued_at as at from legs l where ${span(start, end)} order by l.queued_at offset ${legsMax} limit 1`,
  );
  return row ? new Date(row.at) : null;
}

const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`);

/** Spam is left out, and chats in which the visitor never wrote a word, as in reports. */
async function readLegs(db: Db, start: Date, end: Date): Promise<RecordedLeg[]> {
  const legs = await rows<Omit<RecordedLeg, keyof ReturnType<typeof markedOf>>>(
    db,
    sql`select l.chat_id as "chatId", c.visitor_id as "visitorId", c.channel_id as "channelId", ch.type as "channelType",
        c.weight, c.priority, l.department_id as "departmentId", l.operator_id as "operatorId", l.reason,
        ${ms("l.queued_at")} as "queuedAt", ${ms("l.assigned_at")} as "assignedAt",
        ${ms("l.first_reply_at")} as "repliedAt", ${ms("l.released_at")} as "releasedAt",
        coalesce(l.decision->>'rule' in ('transferred', 'answered', 'takenOver'), false)
          or (c.started_by_id is not null and l.operator_id = c.started_by_id and l.assigned_at = l.queued_at) as "isGiven",
        ${ms("c.last_message_at")} as "lastMessageAt", c.last_message_by is not distinct from 'operator' as "isLastByOperator"
      from legs l join chats c on c.id = l.chat_id join channels ch on ch.id = c.channel_id
      where ${span(start, end)} and c.spam_at is null and c.close_reason is distinct from 'never_wrote'
      order by l.chat_id, l.from_seq`,
  );
  const marks = await readMarks(db, span(start, end), ms);
  return legs.map((leg) => ({ ...leg, ...markedOf(leg, marks.get(leg.chatId) ?? []) }));
}

async function readSources(db: Db): Promise<Map<string, ReplaySources>> {
  const [company] = await db.select().from(chatSettings);
  if (!company) throw new Error("no settings");
  const ways = await db
    .select({ id: channels.id, type: channels.type, closeIdleAfterMinutes: channels.closeIdleAfterMinutes })
    .from(channels);
  const places = await db.select().from(departments);
  return new Map(places.map((department) => [department.id, { company, department, channels: ways }]));
}

/** Who works for a department now, and who had a chat of one in these days. */
async function readOperators(
  db: Db,
  legs: readonly RecordedLeg[],
  { start, until }: { start: Date; until: number },
): Promise<RecordedOperator[]> {
  const people = await db
    .select({
      id: operators.id,
      name: operators.name,
      maxLoad: operators.maxLoad,
      channelTypes: operators.channelTypes,
    })
    .from(operators)
    .orderBy(operators.id);
  const seats = new Map<string, Map<string, number>>();
  const seatsOf = (id: string) => {
    const known = seats.get(id) ?? new Map<string, number>();
    seats.set(id, known);
    return known;
  };
  for (const { operatorId, departmentId, line } of await db.select().from(departmentMembers)) {
    seatsOf(operatorId).set(departmentId, line);
  }
  const had = new Map<string, Had[]>();
  for (const { operatorId, departmentId, assignedAt, releasedAt, isGiven } of legs) {
    if (!operatorId || assignedAt === null) continue;
    const own = seatsOf(operatorId);
    // They have left the department since; a colleague from elsewhere who was handed a chat never was in it.
    if (!isGiven && !own.has(departmentId)) own.set(departmentId, 1);
    const list = had.get(operatorId) ?? [];
    list.push({ from: assignedAt, to: releasedAt ?? until });
    had.set(operatorId, list);
  }
  const noted = await readNoted(db, start, until);
  return people.flatMap((person) => {
    const own = [...seatsOf(person.id)].map(([departmentId, line]) => ({ departmentId, line }));
    const spans = spansOf(noted.get(person.id) ?? [], had.get(person.id) ?? [], until);
    return own.length > 0 && spans.length > 0 ? [{ ...person, seats: own, spans }] : [];
  });
}

/** What was noted in the time, and what each was when it began. */
async function readNoted(db: Db, start: Date, until: number): Promise<Map<string, NotedPresence[]>> {
  const found = await rows<NotedPresence & { id: string }>(
    db,
    sql`select s.operator_id as id, ${ms("s.since")} as since, s.state from operator_states s
      where s.since < ${new Date(until).toISOString()}::timestamptz
        and s.since >= coalesce((select max(p.since) from operator_states p
          where p.operator_id = s.operator_id and p.since <= ${start.toISOString()}::timestamptz), '-infinity')
      order by s.operator_id, s.since`,
  );
  const noted = new Map<string, NotedPresence[]>();
  for (const { id, since, state } of found) {
    const list = noted.get(id) ?? [];
    // What somebody was before the first day is of no other day.
    list.push({ since: Math.max(since, start.getTime()), state });
    noted.set(id, list);
  }
  return noted;
}
