import { type SQL, sql } from "drizzle-orm";
import { opaque } from "@/db/opaque";
import { rows } from "@/db/rows";
import type { Db, Transaction } from "@/db/types";
import { type Intent, isAvailable, type OperatorFacts, PRESENCE_TTL_MS } from "./rules";

type PersonFacts = Omit<OperatorFacts, "line">;
/** As their locked row says; `misses` are chats taken from them in a row. */
export type LockedFacts = PersonFacts & { misses: number };
type PersonRow = {
  id: string;
  name: string;
  is_active: boolean;
  intent: Intent;
  is_reachable: boolean;
  finishing: boolean;
  channel_types: string[];
  max_load: number;
  load: number;
  open_chats: number;
  last_assigned_ms: number | null;
  last_closed_ms: number | null;
  misses: number;
};

const isHeardOf = sql`coalesce(o.last_pulse_at > now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000}), false)`;

const personColumns = sql`
  o.id, o.name, o.deactivated_at is null as is_active, o.intent, o.finishing, o.channel_types, o.max_load, o.misses,
  ${isHeardOf} as is_reachable,
  (extract(epoch from o.last_assigned_at) * 1000)::float8 as last_assigned_ms,
  (extract(epoch from o.last_closed_at) * 1000)::float8 as last_closed_ms,
  l.load, l.open_chats`;

/** What `isAvailable` says of a row. */
const isAvailableNow = sql`o.deactivated_at is null and o.intent = 'online' and ${isHeardOf} and not o.finishing`;

/** Load comes from the partial index `chats_load_idx` alone, so closed chats cost nothing. */
const personTables = sql`
  operators o
  cross join lateral (
    select coalesce(sum(c.weight), 0)::int as load, count(*)::int as open_chats
    from chats c where c.operator_id = o.id and c.status = 'active' and c.held_at is null) l`;

const toPerson = (row: PersonRow): PersonFacts => ({
  operatorId: row.id,
  name: row.name,
  isActive: row.is_active,
  intent: row.intent,
  isReachable: row.is_reachable,
  finishing: row.finishing,
  channelTypes: row.channel_types,
  maxLoad: row.max_load,
  load: row.load,
  openChats: row.open_chats,
  lastAssignedAt: row.last_assigned_ms,
  lastClosedAt: row.last_closed_ms,
});

/**
 * The operators of some departments as they are at one moment, for several choices in a row: what is assigned meanwhile
 * is noted here. Every choice is checked once more on the operator's locked row before it counts.
 */
export class Roster {
  readonly #people: Map<string, PersonFacts>;
  readonly #members: ReadonlyMap<string, readonly { operatorId: string; line: number }[]>;

  private constructor(people: readonly (PersonFacts & { lines: Record<string, number> })[]) {
    this.#people = new Map(people.map(({ lines: _, ...facts }) => [facts.operatorId, facts]));
    const members = new Map<string, { operatorId: string; line: number }[]>();
    for (const { operatorId, lines } of people) {
      for (const [departmentId, line] of Object.entries(lines)) {
        const known = members.get(departmentId);
        if (known) known.push({ operatorId, line });
        else members.set(departmentId, [{ operatorId, line }]);
      }
    }
    this.#members = members;
  }

  static read(db: Db, departmentIds: readonly string[]): Promise<Roster> {
    return Roster.#read(db, departmentIds, sql`true`);
  }

  /** Only who is available, for what asks nothing else, such as a department's state: of a large team most are not there. */
  static readAvailable(db: Db, departmentIds: readonly string[]): Promise<Roster> {
    return Roster.#read(db, departmentIds, isAvailableNow);
  }

  static async #read(db: Db, departmentIds: readonly string[], condition: SQL): Promise<Roster> {
    if (departmentIds.length === 0) return new Roster([]);
    const found = await rows<PersonRow & { lines: Record<string, number> }>(
      db,
      sql`select ${personColumns}, m.lines from ${personTables}
          join (select operator_id, jsonb_object_agg(department_id, line) as lines from department_members
            where department_id = any (${anyOf(departmentIds)}) group by operator_id) m on m.operator_id = o.id
          where ${condition}`,
    );
    return new Roster(found.map((row) => ({ ...toPerson(row), lines: row.lines })));
  }

  of(departmentId: string): OperatorFacts[] {
    return (this.#members.get(departmentId) ?? []).flatMap(({ operatorId, line }) => {
      const facts = this.#people.get(operatorId);
      return facts ? [{ ...facts, line }] : [];
    });
  }

  /** Whether anybody there could take any chat at all: asked before the queue is read. */
  hasSlot(departmentId: string): boolean {
    return (this.#members.get(departmentId) ?? []).some(({ operatorId }) => {
      const facts = this.#people.get(operatorId);
      return facts !== undefined && isAvailable(facts) && facts.load < facts.maxLoad;
    });
  }

  /** They cannot take a chat any more, for whatever reason: somebody else was faster. */
  noteGone(operatorId: string): void {
    const known = this.#people.get(operatorId);
    if (known) this.#people.set(operatorId, { ...known, load: Number.POSITIVE_INFINITY });
  }

  noteAssigned(operatorId: string, weight: number, at: Date): void {
    const known = this.#people.get(operatorId);
    if (!known) return;
    this.#people.set(operatorId, {
      ...known,
      load: known.load + weight,
      openChats: known.openChats + 1,
      lastAssignedAt: at.getTime(),
    });
  }
}

/**
 * Locks the rows of operators, in one order for everybody, and reads them anew: of two assignments at once the second one
 * waits here and sees the load that the first one made. By id; those that do not exist are left out. These locks come
 * after those of chats, and before no other chat's; whoever needs several takes them in one call.
 */
export async function lockOperators(tx: Transaction, ids: readonly string[]): Promise<Map<string, LockedFacts>> {
  if (ids.length === 0) return new Map();
  await tx.execute(sql`select id from operators where id = any (${idArray(ids)}) order by id for no key update`);
  // A statement of its own: it sees what was committed while this one waited for the locks.
  const found = await rows<PersonRow>(
    tx,
    sql`select ${personColumns} from ${personTables} where o.id = any (${idArray(ids)})`,
  );
  return new Map(found.map((row) => [row.id, { ...toPerson(row), misses: row.misses }]));
}

/** The same for one of them; `otherId` is somebody else whose row the transaction will change. */
export async function lockOperator(
  tx: Transaction,
  operatorId: string,
  otherId: string | null = null,
): Promise<LockedFacts | null> {
  const locked = await lockOperators(tx, otherId === null ? [operatorId] : [operatorId, otherId]);
  return locked.get(operatorId) ?? null;
}

/** Whether somebody has been heard of lately, without a lock. */
export async function isReachable(db: Db, operatorId: string): Promise<boolean> {
  const [row] = await rows<PersonRow>(db, sql`select ${personColumns} from ${personTables} where o.id = ${operatorId}`);
  return row?.is_reachable ?? false;
}

/** Ids for `any (…)`, of which the planner knows no more than that there are some. */
export const anyOf = (ids: readonly string[]) => sql`${opaque(idArray(ids))}::uuid[]`;

/** An array of ids as a parameter; drizzle would spread a plain one into a list. */
export const idArray = (ids: readonly string[]) => sql`${`{${ids.join(",")}}`}::uuid[]`;
