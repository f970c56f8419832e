import { and, type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { visibleTo } from "@/lib/chats/queries";
import type { OperatorActor } from "@/lib/context";
import type { Conditions } from "./conditions";

/** How many of the newest chats are looked through one by one before the indexes of words and names are asked. */
const WALK_CHATS = 500;
/**
 * So many more where those promise to fill the page: to look through them takes about as long as to read from the indexes
 * what one chat in a hundred has, and no longer for a phrase or a sender, for which the indexes give too much.
 */
const WALK_ON_CHATS = 1500;
/** What is promised by a few hits is not kept too exactly. */
const MARGIN = 1.4;
/**
 * The indexes are asked about so many of the newest chats at most before they are asked about all: from there on the entries
 * of that time are as many as those that a frequent word has ever had.
 */
const RECENT_CHATS = 20_000;
/** Chats do not begin evenly, there are nights and week-ends: one look back may be too short, and tells how far the next must be. */
const LOOKS_BACK = 2;

/** A chat that was found; `at` is when it began, to the microsecond. */
export type Found = { id: string; at: string };
export type PageOf = { cursor: { at: string; id: string } | undefined; limit: number };

/**
 * The newest chats that pass, of those that the operator may see.
 *
 * A word that half of all messages have cannot be read from its index newest first: the newest chats are looked through
 * instead, and they fill the page. What they do not fill the page with the indexes are asked for: first only of the time
 * that promises to fill it, because a frequent word of one sender is rare, and its index is full of the others'; then of all.
 */
export async function findChats(db: Db, actor: OperatorActor, conditions: Conditions, page: PageOf): Promise<Found[]> {
  const first = await walk(db, actor, conditions, page, WALK_CHATS);
  if (first.isEnough) return first.found;
  const more = chatsToFill(page.limit, first.found.length);
  if (more <= WALK_ON_CHATS) {
    const next = await walk(db, actor, conditions, { ...page, cursor: first.end }, more);
    const found = [...first.found, ...next.found].slice(0, page.limit);
    if (next.isEnough || found.length === page.limit) return found;
  }
  return (await findRecent(db, actor, conditions, page, first)) ?? findByIndex(db, actor, conditions, page);
}

/**
 * By the indexes, of the time in which the page will be full if chats and hits go on as in the first walk; null where it
 * is not, or that promises nothing.
 */
async function findRecent(
  db: Db,
  actor: OperatorActor,
  conditions: Conditions,
  page: PageOf,
  { found, begin, end }: Walk,
): Promise<Found[] | null> {
  if (!begin || !end) return null;
  const newest = Date.parse(begin.at);
  const msPerChat = (newest - Date.parse(end.at)) / WALK_CHATS;
  let [chats, hits] = [WALK_CHATS, found.length];
  for (let look = 0; look < LOOKS_BACK; look++) {
    chats *= (page.limit * MARGIN) / hits;
    if (chats > RECENT_CHATS) return null;
    const since = new Date(newest - chats * msPerChat).toISOString();
    const recent = await findByIndex(db, actor, conditions, page, since);
    if (recent.length === page.limit) return recent;
    hits = recent.length;
  }
  return null;
}

/** How many more chats will fill the page, if they have as many hits as the first ones: in steps, for few plans to be kept. */
function chatsToFill(limit: number, hits: number): number {
  const wanted = (WALK_CHATS * (limit - hits) * MARGIN) / hits;
  return Math.ceil(wanted / WALK_CHATS) * WALK_CHATS;
}

/**
 * `isEnough`: the page is full, or there is no other chat to find anything in. `begin` and `end` are the first and the last
 * chat looked through.
 */
type Walk = { found: Found[]; isEnough: boolean; begin: Found | undefined; end: PageOf["cursor"] };

async function walk(db: Db, actor: OperatorActor, conditions: Conditions, page: PageOf, most: number): Promise<Walk> {
  const { places } = conditions;
  const chats = places.length === 0 ? page.limit : most;
  // In a sub-select with a limit each, so that Postgres asks chat by chat and stops when the page is full.
  const hits = places.map(
    ({ table, chatId, inChat }) => sql`(select 1 from ${table} where ${chatId} = n.id and ${inChat} limit 1)`,
  );
  const hit =
    hits.length > 0 ? sql`cross join lateral (select from (${join(hits, " union all ")}) one limit 1) hit` : sql``;
  const outermost = (direction: SQL) => sql`(
          select jsonb_build_object('id', n.id, 'at', ${instant(sql`n`)}) from newest n
          order by n.created_at ${direction}, n.id ${direction} limit 1)`;
  const [row] = await rows<{ found: Found[] | null; seen: number; begin: Found | null; end: Found | null }>(
    db,
    sql`with newest as materialized ${newestChats(actor, conditions, page, chats)}
        select (select count(*)::int from newest) as seen, ${outermost(sql`desc`)} as begin,
          ${outermost(sql`asc`)} as end, (
          select jsonb_agg(hits order by hits.at desc, hits.id desc) from (
            select n.id, ${instant(sql`n`)} as at from newest n ${hit}
            ${inOrder(sql`n`)} limit ${count(page.limit)}) hits) as found`,
  );
  const found = row?.found ?? [];
  const isEnough = found.length >= page.limit || places.length === 0 || (row?.seen ?? 0) < chats;
  return { found, isEnough, begin: row?.begin ?? undefined, end: row?.end ?? undefined };
}

/**
 * The same by the indexes alone, of chats that began at `since` or later, where it is given. Each chat is read by its id, with a limit, without which Postgres reads all chats and joins:
 * it takes what was found for more than it is, and does not know that all of it is rare.
 */
export function findByIndex(
  db: Db,
  actor: OperatorActor,
  { places, chat }: Conditions,
  page: PageOf,
  since?: string,
): Promise<Found[]> {
  const sources = places.flatMap(({ anywhere }) => anywhere(since));
  const begun = since === undefined ? undefined : sql`chats.created_at >= ${since}::timestamptz`;
  return rows<Found>(
    db,
    sql`with found as materialized (${join(sources, " union ")})
        select seen.id, ${instant(sql`seen`)} as at
        from found cross join lateral (
          select chats.id, chats.created_at from chats
          where ${and(sql`chats.id = found.id`, visibleTo(db, actor), ...chat(sql`chats`), before(sql`chats`, page), begun)}
          limit 1) seen
        ${inOrder(sql`seen`)} limit ${count(page.limit)}`,
  );
}

function newestChats(actor: OperatorActor, { chat }: Conditions, page: PageOf, chats: number): SQL {
  const most = count(chats);
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
