import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { FINAL_ENDS, MISROUTED_SECONDS } from "../rules";
import { wordsOf } from "./chat-numbers";
import {
  ABANDONED,
  ALONE,
  DAY_MS,
  type Fact,
  MISROUTED,
  MISSED,
  NONE,
  REASSIGNED,
  SLOT_MS,
  TOGETHER,
  TRANSFER_IN,
  TRANSFER_OUT,
} from "./fact";

/** Legs that began in a department in a stretch of time, half-open. */
export type Range = { departmentId: string; start: Date; end: Date };
export type LegFact = Fact & { departmentId: string; legId: string; chatId: string; queuedAt: number };

const finalEnds = sql.raw(`(${FINAL_ENDS.map((end) => `'${end}'`).join(", ")})`);
const millis = (from: SQL, to: SQL) => sql`coalesce(floor(extract(epoch from ${to} - ${from}) * 1000), -1)::float8`;
const bit = (flag: number, condition: SQL) => sql`case when ${condition} then ${sql.raw(String(flag))} else 0 end`;

/**
 * The legs of some ranges with what a report asks of each; spam is left out, and chats in which the visitor never wrote a
 * word.
 *
 * Each range is read by itself (`offset 0`): the planner does not know how short they are, and would read all legs there are.
 * What came before a leg is looked up only where there can be something: a chat's first leg begins at the chat's own
 * beginning, cut to milliseconds, and most chats have no other. A stretch is a chat from its beginning, or from a return of
 * its visitor, to its end: within it the clock of the first response never starts again.
 */
export const toldLegs = (ranges: readonly Range[]): SQL => sql`
  with ranges (department_id, starts, ends) as (values ${sql.join(
    ranges.map(
      ({ departmentId, start, end }) =>
        sql`(${departmentId}::uuid, ${start.toISOString()}::timestamptz, ${end.toISOString()}::timestamptz)`,
    ),
    sql`, `,
  )}),
  scope as materialized (
    select l.id, l.chat_id, l.department_id, l.operator_id, l.queued_at, l.assigned_at, l.first_reply_at, l.released_at,
      l.reason, l.promised_seconds, l.from_seq, l.chats_at_once, l.left_at_place, l.queued_at >= c.created_at as is_later,
      c.channel_id, c.rating, c.rated_at, c.started_by_id is null as is_by_visitor,
      c.spam_at is null and c.close_reason is distinct from 'never_wrote' as counts
    from ranges r cross join lateral (
      select * from legs l where l.department_id = r.department_id and l.queued_at >= r.starts and l.queued_at < r.ends
      offset 0) l
    join chats c on c.id = l.chat_id),
  known as (
    select s.*, null as prior_reason, null::uuid as prior_operator_id, s.queued_at as began_at, null::timestamptz as answered_at
    from scope s where s.counts and not s.is_later
    union all
    select s.*, prior.reason, prior.operator_id, least(stretch.began_at, s.queued_at), stretch.answered_at
    from scope s
    left join lateral (
      select p.reason, p.operator_id from legs p where p.chat_id = s.chat_id and p.from_seq < s.from_seq
      order by p.from_seq desc limit 1) prior on true
    left join lateral (
      select min(p.queued_at) as began_at, min(p.first_reply_at) as answered_at from legs p
      where p.chat_id = s.chat_id and p.from_seq < s.from_seq and p.from_seq > coalesce((
        select max(e.from_seq) from legs e
        where e.chat_id = s.chat_id and e.from_seq < s.from_seq and e.reason in ${finalEnds}), 0)) stretch on true
    where s.counts and s.is_later),
  told as (
    select s.id, s.chat_id, s.department_id, s.operator_id, s.channel_id, s.queued_at, s.assigned_at, s.released_at, s.reason,
      case when s.is_by_visitor and (s.prior_reason is null or s.prior_reason in ${finalEnds} or s.assigned_at > s.queued_at)
        then ${millis(sql`s.queued_at`, sql`s.assigned_at`)} else -1 end as wait,
      case when s.is_by_visitor and s.answered_at is null
        then ${millis(sql`s.began_at`, sql`s.first_reply_at`)} else -1 end as first_response,
      case when s.reason <> 'missed' then ${millis(sql`s.assigned_at`, sql`s.released_at`)} else -1 end as handling,
      coalesce(s.promised_seconds, -1) as promised,
      case when s.rated_at is null or s.assigned_at > s.rated_at or s.assigned_at is null then -1
        when not exists (
          select from legs n where n.chat_id = s.chat_id and n.from_seq > s.from_seq and n.assigned_at <= s.rated_at)
        then coalesce(s.rating, -1) else -1 end as rating,
      coalesce(s.chats_at_once, -1) as at_once, coalesce(s.left_at_place, -1) as place,
      ${bit(MISSED, sql`s.reason = 'missed'`)}
        + ${bit(REASSIGNED, sql`s.prior_reason = 'missed' and s.operator_id is not null`)}
        + ${bit(ABANDONED, sql`s.reason = 'left' and s.operator_id is null`)}
        + ${bit(TRANSFER_IN, sql`s.prior_reason = 'transferred' and s.prior_operator_id is not null`)}
        + ${bit(TRANSFER_OUT, sql`s.reason = 'transferred' and s.operator_id is not null`)}
        + ${bit(
          MISROUTED,
          sql`s.reason = 'transferred' and s.released_at - s.assigned_at < make_interval(secs => ${sql.raw(String(MISROUTED_SECONDS))})`,
        )}
        + case (select count(*) from (select from legs n where n.chat_id = s.chat_id limit 2) siblings)
            when 1 then ${sql.raw(String(ALONE))}
            else ${bit(
              TOGETHER,
              sql`not exists (select from legs n where n.chat_id = s.chat_id
                and (n.department_id, (n.queued_at at time zone 'UTC')::date)
                  <> (s.department_id, (s.queued_at at time zone 'UTC')::date))`,
            )} end as flags
    from known s)`;

/** The facts as one text of JSON in a row: half the price of a column each, over many rows. */
const columns = sql`jsonb_build_array(id, chat_id, department_id, operator_id, channel_id,
  floor(extract(epoch from queued_at) * 1000)::int8, flags, wait, first_response, handling, promised, rating, at_once, place)::text as fact`;

type Packed = [string, string, string, string | null, string, ...number[]];

/** The facts of some ranges, straight from legs and chats, by department and time. */
export async function readLegs(db: Db, ranges: readonly Range[]): Promise<LegFact[]> {
  if (ranges.length === 0) return [];
  const found = await rows<{ fact: string }>(
    db,
    sql`${toldLegs(ranges)} select ${columns} from told order by department_id, queued_at, id`,
  );
  return found.map(({ fact }) => toFact(JSON.parse(fact) as Packed));
}

function toFact([legId, chatId, departmentId, operatorId, channelId, ...numbers]: Packed): LegFact {
  const [queuedAt = 0, flags = 0, wait = NONE, firstResponse = NONE, handling = NONE, promisedSeconds = NONE] = numbers;
  const [rating = NONE, chatsAtOnce = NONE, leftAtPlace = NONE] = numbers.slice(6);
  return {
    legId,
    departmentId,
    queuedAt,
    slot: Math.floor((queuedAt % DAY_MS) / SLOT_MS),
    chatId,
    chatWords: wordsOf(chatId),
    chat: NONE,
    operatorId,
    channelId,
    flags,
    wait,
    firstResponse,
    handling,
    promisedSeconds,
    rating,
    chatsAtOnce,
    leftAtPlace,
  };
}
