import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { type DEPARTMENT_STATES, departments } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import { databaseNow } from "@/lib/chats/lock-chat";
import { Roster } from "@/lib/routing/roster";
import { stateOf } from "@/lib/routing/states";

type State = (typeof DEPARTMENT_STATES)[number];
type Noted = { departmentId: string; state: State };

/** Departments that are something else now than what was noted of them last. */
async function findChanged(db: Db): Promise<Noted[]> {
  const { id, disabled, timeZone, hours, holidays } = departments;
  const all = await db.select({ id, disabled, timeZone, hours, holidays }).from(departments);
  if (all.length === 0) return [];
  const now = await databaseNow(db);
  const ids = all.map((department) => department.id);
  const roster = await Roster.readAvailable(db, ids);
  const last = await rows<{ id: string; state: State | null }>(
    db,
    sql`select d.id, s.state from departments d left join lateral (
      select state from department_states where department_id = d.id order by since desc limit 1) s on true`,
  );
  const known = new Map(last.map((department) => [department.id, department.state]));
  return all.flatMap((department) => {
    const found = stateOf(department, roster.of(department.id), now);
    const state = department.disabled || found === "closed" ? "closed" : found === "away" ? "nobody" : "online";
    return known.get(department.id) === state ? [] : [{ departmentId: department.id, state }];
  });
}

export const haveStatesChanged = async (db: Db): Promise<boolean> => (await findChanged(db)).length > 0;

/**
 * Notes what departments are for their visitors from this minute on, where that has changed, and returns for how many. Of
 * what a department is within one minute, the last counts; several processes at once write the same.
 */
export async function noteDepartmentStates(db: Database): Promise<number> {
  const changed = await findChanged(db);
  for (const { departmentId, state } of changed) {
    // A department may be deleted meanwhile.
    await db.execute(sql`insert into department_states (department_id, since, state)
      select id, date_trunc('minute', now()), ${state} from departments where id = ${departmentId}::uuid
      on conflict (department_id, since) do update set state = excluded.state`);
  }
  return changed.length;
}
