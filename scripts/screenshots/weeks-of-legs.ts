import { quoted, runSql } from "@/tests/e2e/support/door";

/** Chats an hour at noon of a weekday, of which other hours have their part. */
const AT_NOON = 9;

/**
 * Four weeks of closed chats of one department, as somebody would have who opens from 8 to 20, rests on Sundays and is
 * busiest on Mondays. Each is a copy of a closed chat of the scene. Done once for all pictures.
 */
export async function writeWeeksOfLegs(department: string): Promise<void> {
  await runSql(`with one as (
      select c, d.id as department_id from chats c, departments d
      where d.name = ${quoted(department)} and c.status = 'closed' limit 1),
    come as (
      select one.*, gen_random_uuid() as id, at + make_interval(mins => (7 * n)::int) as at
      from one, generate_series(date_trunc('hour', now()) - interval '29 days', now() - interval '1 day', '1 hour') at,
        generate_series(1, ceil(${AT_NOON} * greatest(0, 1 - abs(extract(hour from at) - 13) / 6.0)
          * case extract(isodow from at) when 1 then 1.5 when 6 then 0.4 when 7 then 0 else 1 end)::int) n
      where not exists (select from legs where promised_seconds = 1)),
    copied as (
      insert into chats
      select n.* from come, jsonb_populate_record(c, jsonb_build_object('id', come.id, 'start_client_id', gen_random_uuid(),
        'department_id', come.department_id, 'created_at', at, 'closed_at', at + interval '8 minutes', 'rating', null,
        'rated_at', null)) n
      returning id)
    insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, first_reply_at, released_at, reason,
      promised_seconds, from_seq, to_seq)
    select come.id, department_id, (select id from operators order by id limit 1), at, at + interval '20 seconds',
      at + interval '50 seconds', at + interval '8 minutes', 'closed', 1, 1, 10
    from come`);
}
