import { quoted, runSql } from "@/tests/e2e/support/door";

/** A week in which somebody was at work from 8 to 20, with a pause at noon and now and then some minutes without anybody. */
export async function writeDepartmentStates(department: string): Promise<void> {
  await runSql(`with days as (
      select d.id, generate_series(date_trunc('day', now()) - interval '5 days', now(), '1 day') as day
      from departments d where d.name = ${quoted(department)}),
    told as (
      select id, day + make_interval(mins => at) as since, state from days, (values
        (0, 'closed'), (8 * 60, 'online'), (12 * 60 + 5, 'nobody'), (12 * 60 + 40, 'online'), (15 * 60 + 20, 'nobody'),
        (15 * 60 + 26, 'online'), (18 * 60 + 50, 'nobody'), (20 * 60, 'closed')) as change (at, state))
    insert into department_states (department_id, since, state)
    select id, since, state from told where since < now() - interval '3 hours'
    on conflict (department_id, since) do update set state = excluded.state`);
}
