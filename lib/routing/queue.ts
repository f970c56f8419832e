import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { QueueDto } from "@/lib/chats/schemas";
import { estimateSeconds, isOverdue, LEGS_MAX, LEGS_WITHIN_DAYS, toEstimate, trimmedMean } from "./estimate";
import { type Outlook, outlooksOf } from "./outlook";
import { idArray } from "./roster";
import { PRESENCE_TTL_MS } from "./rules";
import type { SlotHolder } from "./share-slots";

const NO_OUTLOOK: Outlook = { occupancySeconds: null, slots: 0, waiting: 0 };

/** The outlook of some departments at this moment. */
export async function getOutlooks(db: Db, departmentIds: readonly string[]): Promise<Map<string, Outlook>> {
  if (departmentIds.length === 0) return new Map();
  const waiting = await rows<{ id: string; chats: number; weight: number }>(
    db,
    sql`select department_id as id, count(*)::int as chats, avg(weight)::float8 as weight
        from chats where status = 'queued' group by department_id`,
  );
  const queues = new Map(waiting.map(({ id, chats, weight }) => [id, { chats, weight }]));
  // Other queues count, too: they compete for the operators.
  const ids = [...new Set([...departmentIds, ...queues.keys()])];
  const people = await listSlotHolders(db, ids);
  const occupancies = await listOccupancies(db, ids);
  return outlooksOf({ queues, people, occupancies }, departmentIds);
}

/** Who is routable now, with those of these departments that they work for. */
async function listSlotHolders(db: Db, departmentIds: readonly string[]): Promise<SlotHolder[]> {
  const found = await rows<{ department_ids: string[]; max_load: number }>(
    db,
    sql`select o.max_load, array_agg(m.department_id::text) as department_ids
        from operators o join department_members m on m.operator_id = o.id
        where o.deactivated_at is null and o.intent = 'online' and not o.finishing
          and o.last_pulse_at > now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000})
          and m.department_id = any (${idArray(departmentIds)})
        group by o.id`,
  );
  return found.map((row) => ({ departmentIds: row.department_ids, slots: row.max_load }));
}

/** For how long a chat of each department takes a slot, in seconds; null where too few legs are known. */
async function listOccupancies(db: Db, departmentIds: readonly string[]): Promise<Map<string, number | null>> {
  const found = await rows<{ id: string; seconds: number[] | null }>(
    db,
    sql`select d.id, (select array_agg(extract(epoch from l.released_at - l.assigned_at)::float8) from (
            select assigned_at, released_at from legs
            where department_id = d.id and assigned_at is not null and released_at is not null
              and released_at > now() - make_interval(days => ${LEGS_WITHIN_DAYS})
              and not exists (select 1 from chats c where c.id = legs.chat_id and c.spam_at is not null)
            order by released_at desc limit ${LEGS_MAX}) l) as seconds
        from unnest(${idArray(departmentIds)}) as d (id)`,
  );
  return new Map(found.map(({ id, seconds }) => [id, trimmedMean(seconds ?? [])]));
}

export type QueueEntry = {
  chatId: string;
  departmentId: string;
  /** Grows whenever the chat leaves a queue or enters one. */
  epoch: number;
  place: number;
  /** Since its leg began. */
  waitedSeconds: number;
  promisedSeconds: number | null;
};
type QueueRow = {
  id: string;
  department_id: string;
  epoch: number;
  place: number;
  waited: number;
  promised: number | null;
};

const toEntry = (row: QueueRow): QueueEntry => ({
  chatId: row.id,
  departmentId: row.department_id,
  epoch: row.epoch,
  place: row.place,
  waitedSeconds: row.waited,
  promisedSeconds: row.promised,
});

/** The whole queues of some departments in their order, which is also the order of being taken. */
export async function listQueues(db: Db, departmentIds: readonly string[]): Promise<QueueEntry[]> {
  if (departmentIds.length === 0) return [];
  const found = await rows<QueueRow>(
    db,
    sql`select c.id, c.department_id, c.epoch, l.promised_seconds as promised,
          (row_number() over (partition by c.department_id order by c.priority desc, c.queued_since, c.id))::int as place,
          extract(epoch from now() - l.queued_at)::float8 as waited
        from chats c join legs l on l.chat_id = c.id and l.released_at is null
        where c.status = 'queued' and c.department_id = any (${idArray(departmentIds)})
        order by c.department_id, place`,
  );
  return found.map(toEntry);
}

/** Where these chats stand; those that do not wait are left out. */
export async function listPlaces(db: Db, chatIds: readonly string[]): Promise<QueueEntry[]> {
  if (chatIds.length === 0) return [];
  const found = await rows<QueueRow>(
    db,
    sql`select c.id, c.department_id, c.epoch, l.promised_seconds as promised,
          extract(epoch from now() - l.queued_at)::float8 as waited,
          (select count(*)::int + 1 from chats o
            where o.status = 'queued' and o.department_id = c.department_id and (o.priority > c.priority
              or (o.priority = c.priority and (o.queued_since, o.id) < (c.queued_since, c.id)))) as place
        from chats c join legs l on l.chat_id = c.id and l.released_at is null
        where c.status = 'queued' and c.id = any (${idArray(chatIds)})`,
  );
  return found.map(toEntry);
}

/** The expected wait of an entry, in seconds. */
export const expectedSeconds = (place: number, { occupancySeconds, slots }: Outlook = NO_OUTLOOK) =>
  estimateSeconds(place, occupancySeconds, slots);

/** What the visitor is told of place and wait. */
export function toQueueDto(entry: QueueEntry, outlook: Outlook | undefined): QueueDto {
  const seconds = expectedSeconds(entry.place, outlook);
  return {
    place: entry.place,
    estimate: seconds === null ? null : toEstimate(seconds),
    isLate: isOverdue(entry.waitedSeconds, entry.promisedSeconds),
  };
}

/** Place and estimate of these chats, by id; those that do not wait are left out. */
export async function getQueueDtos(db: Db, chatIds: readonly string[]): Promise<Map<string, QueueDto>> {
  const places = await listPlaces(db, chatIds);
  if (places.length === 0) return new Map();
  const outlooks = await getOutlooks(db, [...new Set(places.map(({ departmentId }) => departmentId))]);
  return new Map(places.map((entry) => [entry.chatId, toQueueDto(entry, outlooks.get(entry.departmentId))]));
}
