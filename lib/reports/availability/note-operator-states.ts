import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { OPERATOR_STATES } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import { PRESENCE_TTL_MS } from "@/lib/routing/rules";

type Noted = { id: string; state: (typeof OPERATOR_STATES)[number] };

/** Operators who are something else now than what was noted of them last; of who was never there nothing is noted. */
const findChanged = (db: Db) =>
  rows<Noted>(
    db,
    sql`select o.id, n.state from operators o
      cross join lateral (select case
        when o.deactivated_at is not null
          or coalesce(o.last_pulse_at <= now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000}), true) then 'gone'
        when o.intent = 'online' and not o.finishing then 'there' else 'away' end as state) n
      left join lateral (
        select s.state from operator_states s where s.operator_id = o.id order by s.since desc limit 1) last on true
      where n.state <> coalesce(last.state, 'gone') order by o.id`,
  );

export const haveOperatorStatesChanged = async (db: Db): Promise<boolean> => (await findChanged(db)).length > 0;

/**
 * Notes what operators are for new chats from this minute on, where that has changed, and returns for how many. Of what
 * somebody is within one minute, the last counts; several processes at once write the same.
 */
export async function noteOperatorStates(db: Database): Promise<number> {
  const changed = await findChanged(db);
  if (changed.length === 0) return 0;
  // Somebody may be deleted meanwhile.
  await db.execute(sql`insert into operator_states (operator_id, since, state)
    select o.id, date_trunc('minute', now()), c.state
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as c (id uuid, state text) join operators o on o.id = c.id
    on conflict (operator_id, since) do update set state = excluded.state`);
  return changed.length;
}
