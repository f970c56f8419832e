import { and, type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { visibleTo } from "@/lib/chats/queries";
import type { OperatorActor } from "@/lib/context";
import type { Conditions } from "./conditions";

/** How many of the newest chats are looked through one by one before the indexes of words and names are asked. */
const WALK_CHATS = 500;

/** A chat that was found; `at` is when it began, to the microsecond. */
export type Found = { id: string; at: string };
export type PageOf = { cursor: { at: string; id: string } | undefined; limit: number };

/**
 * The newest chats that pass, of those that the operator may see.
 *
 * A word that half of all messages have cannot be read from its index newest first: the newest chats are looked through
 * instead, and they fill the page. What they do not fill the page with is rare enough for the index to give all of it.
 */
export async function findChats(db: Db, actor: OperatorActor, conditions: Conditions, page: PageOf): Promise<Found[]> {
  const { places } = conditions;
  const newest = newestChats(actor, conditions, page);
  // In a sub-select with a limit each, so that Postgres asks chat by chat and stops when the page is full.
  const hits = places.map(
    ({ table, chatId, inChat }) => sql`(select 1 from ${table} where ${chatId} = n.id and ${inChat} limit 1)`,
  );
  const hit =
    hits.length > 0 ? sql`cross join lateral (select from (${join(hits, " union all ")}) one limit 1) hit` : sql``;
  const found = await rows<Found>(
    db,
    sql`select n.id, ${instant(sql`n`)} as at from ${newest} n ${hit} ${inOrder(sql`n`)} limit ${count(page.limit)}`,
  );
  if (found.length >= page.limit || places.length === 0) return found;
  const [seen] = await rows<{ chats: number }>(db, sql`select count(*)::int as chats from ${newest} n`);
  // There is no other chat to find it in.
  if (seen && seen.chats < WALK_CHATS) return found;
  return findByIndex(db, actor, conditions, page);
}

/** The same by the indexes alone. */
export function findByIndex(db: Db, actor: OperatorActor, { places, chat }: Conditions, page: PageOf) {
  const sources = places.map(({ table, chatId, where }) => sql`select ${chatId} as id from ${table} where ${where}`);
  return rows<Found>(
    db,
    sql`select chats.id, ${instant(sql`chats`)} as at
        from (${join(sources, " union ")}) found
        join chats on chats.id = found.id
        where ${and(visibleTo(db, actor), ...chat(sql`chats`), before(sql`chats`, page)) ?? sql`true`}
        ${inOrder(sql`chats`)} limit ${count(page.limit)}`,
  );
}

function newestChats(actor: OperatorActor, { places, chat }: Conditions, page: PageOf): SQL {
  const most = count(places.length === 0 ? page.limit : WALK_CHATS);
  const newest = (whose: SQL) => sql`(
    select c.id, c.created_at from chats c where ${and(whose, ...chat(sql`c`), before(sql`c`, page))}
    ${inOrder(sql`c`)} limit ${most})`;
  const departments =
    actor.role === "admin"
      ? sql`departments`
      : sql`(select department_id as id from department_members where operator_id = ${actor.operatorId})`;
  // One end of an index for each department, and those of the chats that are the operator's own wherever they stand.
  const ends = [
    sql`(select own.* from ${departments} d cross join lateral ${newest(sql`c.department_id = d.id`)} own)`,
    ...(actor.role === "admin"
      ? []
      : [newest(sql`c.operator_id = ${actor.operatorId}`), newest(sql`c.offered_operator_id = ${actor.operatorId}`)]),
  ];
  return sql`(select * from (${join(ends, " union ")}) ends ${inOrder(sql`ends`)} limit ${most})`;
}

const join = (parts: readonly SQL[], word: string) => sql.join([...parts], sql.raw(word));
const inOrder = (name: SQL) => sql`order by ${name}.created_at desc, ${name}.id desc`;
const instant = (name: SQL) => sql`to_char(${name}.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const before = (name: SQL, { cursor }: PageOf) =>
  cursor && sql`(${name}.created_at, ${name}.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;
/** As it stands: of a limit that is a parameter Postgres knows nothing when it keeps the plan. */
const count = (limit: number) => sql.raw(String(Math.trunc(limit)));
