import { sql } from "drizzle-orm";
import { testDatabase } from "./database";
import { createChat, createDepartment } from "./factories";

/** Legs of an operator in a department that took so many minutes each: what estimates are made of. */
export async function addEndedLegs(
  departmentId: string,
  operatorId: string,
  { count, minutes, daysAgo = 0 }: { count: number; minutes: number; daysAgo?: number },
): Promise<void> {
  const { id } = await createChat(await createDepartment());
  await (await testDatabase()).execute(sql`
    insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, released_at, reason, from_seq, to_seq)
    select ${id}, ${departmentId}, ${operatorId}, ended - make_interval(mins => ${minutes}),
      ended - make_interval(mins => ${minutes}), ended, 'closed', 1, 2
    from generate_series(1, ${count}::int), (select now() - make_interval(days => ${daysAgo}) as ended) as e`);
}
