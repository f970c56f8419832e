import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";

export type Violations = Record<string, number>;

const count = async (db: Database, query: string) =>
  Number(
    (await rows<{ n: number }>(db, sql.raw(`select count(*)::int as n from (${query}) found`)))[0]?.n ?? Number.NaN,
  );

/** Must find nothing while the day goes on, right after a sweep. */
const AT_ANY_TIME = {
  "operators above their max load by automatic assignment": `
    select 1 from chats c join operators o on o.id = c.operator_id
    where c.status = 'active' and c.held_at is null group by o.id, o.max_load having sum(c.weight) > o.max_load
      and bool_and(exists (select 1 from legs l where l.chat_id = c.id and l.released_at is null
        and l.decision->>'rule' not in ('accepted', 'transferred', 'answered'))
        and not exists (select 1 from chat_events e where e.chat_id = c.id and e.kind = 'resumed'))`,
  "chats that wait while somebody has a slot": `
    select 1 from chats c where c.status = 'queued' and exists (
      select 1 from department_members m join operators o on o.id = m.operator_id
      where m.department_id = c.department_id and o.deactivated_at is null and o.intent = 'online' and not o.finishing
        and o.last_pulse_at > now() - interval '60 seconds' and o.id <> all (c.tried_operator_ids)
        and c.weight + (select coalesce(sum(w.weight), 0) from chats w
          where w.operator_id = o.id and w.status = 'active' and w.held_at is null) <= o.max_load)`,
  "deadlines that are more than 10 s over": `
    select 1 from timers where due_at < now() - interval '10 seconds'`,
};

/** Must find nothing at the end. */
const AT_THE_END = {
  "chats with a hole in their numbers": `
    select 1 from chats c join chat_events e on e.chat_id = c.id group by c.id, c.last_seq, c.last_pub_seq
    having count(*) <> c.last_seq or max(e.seq) <> c.last_seq or min(e.seq) <> 1
      or count(e.pub_seq) <> c.last_pub_seq or max(e.pub_seq) <> c.last_pub_seq`,
  "chats with the wrong number of open legs, or another's": `
    select 1 from chats c left join legs l on l.chat_id = c.id and l.released_at is null group by c.id, c.status, c.operator_id
    having count(l.id) <> case c.status when 'closed' then 0 else 1 end
      or (c.status = 'active' and (array_agg(l.operator_id))[1] is distinct from c.operator_id)
      or (c.status = 'queued' and (array_agg(l.operator_id))[1] is not null)`,
  "closed chats without reason, time, or with a clock": `
    select 1 from chats c where c.status = 'closed' and (c.close_reason is null or c.closed_at is null
      or exists (select 1 from timers t where t.chat_id = c.id))`,
  "chats with two operators at one time": `
    select 1 from legs a join legs b on a.chat_id = b.chat_id and a.id < b.id
      and a.assigned_at is not null and b.assigned_at is not null
      and a.assigned_at < coalesce(b.released_at, 'infinity') and b.assigned_at < coalesce(a.released_at, 'infinity')`,
  "legs that ended before they began": `
    select 1 from legs where assigned_at < queued_at - interval '1 millisecond' or released_at < assigned_at`,
  "automatic assignments beyond the max load": `
    select 1 from legs where decision->>'rule' not in ('accepted', 'transferred', 'answered')
      and (decision->'chosen'->>'load')::int + 1 > (decision->'chosen'->>'maxLoad')::int`,
  "chats that came back to somebody within one turn": `
    select 1 from chats where tried_operator_ids @> array[operator_id]`,
  "sent texts that are missing or doubled": `
    select 1 from chat_events where client_id is not null group by chat_id, client_id having count(*) > 1`,
};

/** How often each rule was broken: all must be 0. */
export async function countViolations(db: Database, when: "any time" | "end"): Promise<Violations> {
  const found: Violations = {};
  const rules = when === "end" ? { ...AT_ANY_TIME, ...AT_THE_END } : AT_ANY_TIME;
  for (const [name, query] of Object.entries(rules)) found[name] = await count(db, query);
  return found;
}
