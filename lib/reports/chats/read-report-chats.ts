import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { visibleDepartments } from "@/lib/chats/lists/visible-departments";
import type { OperatorActor } from "@/lib/context";
import { idArray } from "@/lib/routing/roster";
import type { ReportChat, ReportChatsQuery } from "../chat-schemas";
import { toldLegs } from "../days/read-legs";
import type { Asked } from "../get-report";
import { BEHIND, inRow } from "./conditions";

/** The last leg that was told; older ones follow. */
export type Place = { at: number; legId: string };
type Told = { chats: ReportChat[]; last: Place | null };

type Row = {
  id: string;
  chat_id: string;
  queued_ms: number;
  is_visible: boolean;
  visitor: string;
  department: string;
  operator: string | null;
  channel: string;
  wait: number;
  first_response: number;
  handling: number;
  promised: number;
  at_once: number;
  place: number;
  rating: number;
  reason: ReportChat["end"];
};

type Look = {
  asked: Asked;
  query: ReportChatsQuery;
  after: Place | null;
  look: number;
  isEachLeg: boolean;
};

/**
 * The legs behind a figure, newest first, from `after` on, among the next `look` legs of the report: a figure of which there
 * are few is looked for in pieces, each in bounded time. `last` is where that ended; null: there are no more. Of the number
 * of chats each chat is told once, by its newest leg, unless each leg is wanted.
 */
export async function readReportChats(db: Db, actor: OperatorActor, looked: Look): Promise<Told> {
  const { asked, query, after, look, isEachLeg } = looked;
  const { departmentIds, frame } = asked;
  const start = frame.span.start.getTime();
  const end = Math.min(frame.span.end.getTime(), after ? after.at + 1 : Number.POSITIVE_INFINITY);
  if (departmentIds.length === 0 || end <= start) return { chats: [], last: null };
  const from = await findStart(db, departmentIds, { start, end, look });
  const stretch = { start: new Date(from ?? start), end: new Date(end) };
  const row = inRow(query, asked);
  const conditions: SQL[] = [BEHIND[query.of], row.ofLegs(sql.raw("t")), row.ofChats];
  if (after) conditions.push(sql`(t.queued_ms, t.id) < (${after.at}::int8, ${after.legId}::uuid)`);
  if (query.of === "chats" && !isEachLeg) {
    conditions.push(sql`not exists (select from legs n where n.chat_id = t.chat_id
      and (n.queued_at, n.id) > (t.queued_at, t.id) and n.queued_at < ${frame.span.end.toISOString()}::timestamptz
      and n.department_id = any (${idArray(departmentIds)}) and ${row.ofLegs(sql.raw("n"))})`);
  }
  const found = await rows<Row>(
    db,
    sql`${toldLegs(departmentIds.map((departmentId) => ({ departmentId, ...stretch })))},
      t as (select told.*, floor(extract(epoch from queued_at) * 1000)::int8 as queued_ms from told),
      mine as (select id from ${visibleDepartments(actor)} own)
      select t.id, t.chat_id, t.queued_ms, t.wait, t.first_response, t.handling, t.promised, t.at_once, t.place, t.rating,
        t.reason, d.name as department, o.name as operator, ch.name as channel,
        c.department_id in (select id from mine) as is_visible, c.visitor_name as visitor
      from t join chats c on c.id = t.chat_id join departments d on d.id = t.department_id
      join channels ch on ch.id = c.channel_id left join operators o on o.id = t.operator_id
      where ${sql.join(conditions, sql` and `)}
      order by t.queued_ms desc, t.id desc`,
  );
  return { chats: found.map(toChat), last: from === null ? null : { at: from, legId: LEAST_ID } };
}

/** Before every other id. */
const LEAST_ID = "00000000-0000-0000-0000-000000000000";

type Stretch = { start: number; end: number; look: number };

/** When the oldest of the next `look` legs began; null: there are fewer. */
async function findStart(db: Db, departmentIds: readonly string[], { start, end, look }: Stretch) {
  const [found] = await rows<{ count: number; at: number }>(
    db,
    sql`select count(*)::int as count, floor(extract(epoch from min(at)) * 1000)::int8 as at from (
      select l.queued_at as at from unnest(${idArray(departmentIds)}) d (id) cross join lateral (
        select queued_at from legs where department_id = d.id
          and queued_at >= ${new Date(start).toISOString()}::timestamptz
          and queued_at < ${new Date(end).toISOString()}::timestamptz
        order by queued_at desc limit ${look}) l
      order by at desc limit ${look}) newest`,
  );
  return found && found.count === look ? found.at : null;
}

const orNull = (number: number) => (number < 0 ? null : number);
const seconds = (millis: number) => (millis < 0 ? null : millis / 1000);

const toChat = (row: Row): ReportChat => ({
  legId: row.id,
  chatId: row.chat_id,
  isVisible: row.is_visible,
  // Who has gone on to a department of others is told to those alone.
  visitor: row.is_visible ? row.visitor : "",
  beganAt: new Date(row.queued_ms).toISOString(),
  department: row.department,
  operator: row.operator,
  channel: row.channel,
  wait: seconds(row.wait),
  firstResponse: seconds(row.first_response),
  handling: seconds(row.handling),
  promised: orNull(row.promised),
  chatsAtOnce: orNull(row.at_once),
  leftAtPlace: orNull(row.place),
  rating: orNull(row.rating),
  end: row.reason,
});
