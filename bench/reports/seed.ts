import { idSql } from "../support/ids";

export const DEPARTMENTS = 12;
const OPERATORS = 40;
const YEAR_SECONDS = 365 * 24 * 3600;

/** Indexes that are made anew when all rows are there take a tenth of the time; keys stay. */
const withoutIndexes = `do $$
  declare one record;
  begin
    create table bench_indexes as
      select c.relname::text as name, pg_get_indexdef(i.indexrelid) as made
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid in ('chats'::regclass, 'legs'::regclass) and not i.indisprimary;
    for one in select * from bench_indexes loop execute format('drop index %I', one.name); end loop;
  end $$`;
const indexesAgain = `do $$
  declare one record;
  begin
    set local maintenance_work_mem = '512MB';
    for one in select * from bench_indexes loop execute one.made; end loop;
    drop table bench_indexes;
  end $$`;

/**
 * Statements that fill an empty database with so many chats of some years, evenly spread over them and over the departments;
 * every seventh has a second leg, and of these some are passed on to another department. Foreign keys are not checked meanwhile.
 */
export function seedStatements(chats: number, years: number): string[] {
  const step = (years * YEAR_SECONDS) / chats;
  const at = `lateral (select now() - make_interval(secs => i * ${step})) t (at)`;
  const department = idSql("department", `1 + i % ${DEPARTMENTS}`);
  const operator = (more: number) => idSql("operator", `1 + (i + ${more}) % ${OPERATORS}`);
  return [
    withoutIndexes,
    "begin",
    "set local session_replication_role = replica",
    `insert into departments (id, name, key, site_url, time_zone)
     select ${idSql("department", "i")}, 'Department ' || i, md5('key ' || i), 'https://shop-' || i % 5 || '.example', 'Europe/Berlin'
     from generate_series(1, ${DEPARTMENTS}) i`,
    `insert into operators (id, name, email, password_hash)
     select ${idSql("operator", "i")}, 'Operator ' || i, 'operator-' || i || '@example.com', 'none'
     from generate_series(1, ${OPERATORS}) i`,
    `insert into chats (id, visitor_id, start_client_id, department_id, operator_id, status, queued_since, idle_since,
       created_at, closed_at, close_reason, rating, rated_at)
     select ${idSql("chat", "i")}, ${idSql("visitor", "i")}, ${idSql("start", "i")}, ${department}, ${operator(0)}, 'closed', at, at,
       at, at + interval '9 minutes', 'operator', case when i % 3 = 0 then 1 + i % 5 end,
       case when i % 3 = 0 then at + interval '10 minutes' end
     from generate_series(1, ${chats}) i, ${at}`,
    `insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, first_reply_at, released_at, reason,
       promised_seconds, chats_at_once, from_seq, to_seq)
     select ${idSql("chat", "i")}, ${department}, ${operator(0)}, began, began + wait,
       case when i % 7 > 0 then began + wait + interval '40 seconds' end,
       began + wait + case when i % 7 = 0 then interval '3 minutes' else make_interval(secs => 200 + i % 900) end,
       case when i % 7 > 0 then 'closed' when i % 2 = 0 then 'missed' else 'transferred' end,
       case when i % 4 = 0 then 30 + i % 90 end, 1 + i % 5, 3, 9
     from generate_series(1, ${chats}) i, ${at}, lateral (
       select date_trunc('milliseconds', at), make_interval(secs => (i::bigint * 7919) % 240)) l (began, wait)`,
    `insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, first_reply_at, released_at, reason,
       from_seq, to_seq)
     select chat_id, case when reason = 'missed' then department_id else ${idSql("department", `1 + extract(second from queued_at)::int % ${DEPARTMENTS}`)} end, operator_id, released_at, released_at, released_at + interval '30 seconds',
       released_at + interval '5 minutes', 'closed', 9, 14
     from legs where reason <> 'closed'`,
    "commit",
    indexesAgain,
    "vacuum analyze",
  ];
}
