import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { NotedState } from "./day-strips";

/** What was noted of a department in a stretch of time, and what it was when that began. */
export const readStates = (db: Db, departmentId: string, { start, end }: { start: Date; end: Date }) =>
  rows<NotedState>(
    db,
    sql`select (extract(epoch from s.since) * 1000)::float8 as since, s.state from department_states s
      where s.department_id = ${departmentId}::uuid and s.since < ${end.toISOString()}::timestamptz
        and s.since >= coalesce((select max(p.since) from department_states p
          where p.department_id = s.department_id and p.since <= ${start.toISOString()}::timestamptz), '-infinity')
      order by s.since`,
  );
