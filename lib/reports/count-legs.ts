import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { idArray } from "@/lib/routing/roster";
import type { Span } from "./frame";
import { FINAL_ENDS, type Figures, type Grouping, MISROUTED_SECONDS } from "./rules";

/** Which legs: those that began in the span, in one of these departments. */
export type Scope = { departmentIds: readonly string[]; span: Pick<Span, "start" | "end">; zone: string };
export type Counted = { level: "total" | "day" | "hour" | "group"; key: string | null; figures: Figures };

const finalEnds = sql.raw(`(${FINAL_ENDS.map((end) => `'${end}'`).join(", ")})`);
const seconds = (from: SQL, to: SQL) => sql`extract(epoch from ${to} - ${from})::float8`;

/** The address of a website as people write it; departments of one website are one row. */
const website = sql`nullif(rtrim(regexp_replace(d.site_url, '^https?://|[?#].*$', '', 'gi'), '/'), '')`;

const groupKey = (grouping: Grouping): SQL =>
  ({
    department: sql`s.department_id`,
    operator: sql`s.operator_id`,
    website,
    channel: sql`s.channel_id`,
    day: sql`s.local_at::date`,
    hour: sql`extract(hour from s.local_at)::int`,
    weekday: sql`extract(isodow from s.local_at)::int`,
  })[grouping];

/**
 * The legs of a scope with what a report asks of each; spam is left out, and chats in which the visitor never wrote a word.
 *
 * What came before a leg is looked up only where there can be something: a chat's first leg begins at the chat's own
 * beginning, cut to milliseconds, and most chats have no other. A stretch is a chat from its beginning, or from a return of
 * its visitor, to its end: within it the clock of the first response never starts again.
 */
const toldLegs = ({ departmentIds, span, zone }: Scope, grouping: Grouping): SQL => sql`
  with scope as materialized (
    select l.chat_id, l.department_id, l.operator_id, l.queued_at, l.assigned_at, l.first_reply_at, l.released_at, l.reason,
      l.promised_seconds, l.from_seq, l.queued_at at time zone ${zone} as local_at, l.queued_at >= c.created_at as is_later,
      c.channel_id, c.rating, c.rated_at, c.started_by_id is null as is_by_visitor,
      c.spam_at is null and c.close_reason is distinct from 'never_wrote' as counts
    from legs l join chats c on c.id = l.chat_id
    where l.department_id = any (${idArray(departmentIds)})
      and l.queued_at >= ${span.start.toISOString()}::timestamptz and l.queued_at < ${span.end.toISOString()}::timestamptz),
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
    select s.chat_id, s.operator_id, s.reason, s.prior_reason, s.prior_operator_id, s.promised_seconds,
      s.local_at::date as day, extract(hour from s.local_at)::int as hour, ${groupKey(grouping)} as grp,
      case when s.is_by_visitor and (s.prior_reason is null or s.prior_reason in ${finalEnds} or s.assigned_at > s.queued_at)
        then ${seconds(sql`s.queued_at`, sql`s.assigned_at`)} end as wait,
      case when s.is_by_visitor and s.answered_at is null
        then ${seconds(sql`s.began_at`, sql`s.first_reply_at`)} end as first_response,
      case when s.reason <> 'missed' then ${seconds(sql`s.assigned_at`, sql`s.released_at`)} end as handling,
      case when s.rated_at is null or s.assigned_at > s.rated_at or s.assigned_at is null then null
        when not exists (
          select from legs n where n.chat_id = s.chat_id and n.from_seq > s.from_seq and n.assigned_at <= s.rated_at)
        then s.rating end as rating
    from known s${grouping === "website" ? sql` join departments d on d.id = s.department_id` : sql``})`;

const part = (share: number, of: SQL, only?: SQL) =>
  sql`percentile_cont(${sql.raw(String(share))}) within group (order by ${of})${only ? sql` filter (where ${only})` : sql``}`;

const isPromised = sql`wait is not null and promised_seconds is not null`;

const figures = sql`
  count(distinct chat_id)::int as "chats",
  ${part(0.5, sql`wait`)} as "waitMedian",
  ${part(0.9, sql`wait`)} as "waitP90",
  ${part(0.5, sql`first_response`)} as "firstResponseMedian",
  ${part(0.9, sql`first_response`)} as "firstResponseP90",
  ${part(0.5, sql`handling`)} as "handlingMedian",
  (count(*) filter (where reason = 'missed'))::int as "missed",
  (count(*) filter (where prior_reason = 'missed' and operator_id is not null))::int as "reassigned",
  (count(*) filter (where reason = 'left' and operator_id is null))::int as "abandoned",
  (count(*) filter (where prior_reason = 'transferred' and prior_operator_id is not null))::int as "transfersIn",
  (count(*) filter (where reason = 'transferred' and operator_id is not null))::int as "transfersOut",
  (count(*) filter (where reason = 'transferred' and handling < ${sql.raw(String(MISROUTED_SECONDS))}))::int as "misrouted",
  avg(rating)::float8 as "ratingAverage",
  count(rating)::int as "ratings",
  ${part(0.5, sql`promised_seconds::float8`, isPromised)} as "promisedMedian",
  ${part(0.5, sql`wait`, isPromised)} as "promisedRealMedian",
  avg((wait <= promised_seconds)::int) filter (where ${isPromised})::float8 as "promiseKept"`;

type Row = Figures & { level: Counted["level"]; key: string | null };

/** Every figure of a scope: of all of it, by day, by hour of the day, and by a grouping; what has no leg has no row. */
export async function countLegs(db: Db, scope: Scope, grouping: Grouping): Promise<Counted[]> {
  const found = await rows<Row>(
    db,
    sql`${toldLegs(scope, grouping)}
      select case grouping(day, hour, grp) when 7 then 'total' when 3 then 'day' when 5 then 'hour' else 'group' end as level,
        case grouping(day, hour, grp) when 3 then day::text when 5 then hour::text when 6 then grp::text end as key, ${figures}
      from told group by grouping sets ((), (day), (hour), (grp))`,
  );
  return found.map(({ level, key, ...counted }) => ({ level, key, figures: counted }));
}

/** Every figure of all of a scope. */
export async function countAllLegs(db: Db, scope: Scope): Promise<Figures> {
  const [found] = await rows<Figures>(db, sql`${toldLegs(scope, "department")} select ${figures} from told`);
  if (!found) throw new Error("an aggregate without a row");
  return found;
}
