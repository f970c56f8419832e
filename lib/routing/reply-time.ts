import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { idArray } from "./roster";

/** Ended legs that are looked at, of this many days; fewer answers than the minimum say nothing about a department. */
const LEGS_MAX = 50;
const WITHIN_DAYS = 7;
const LEGS_MIN = 10;

/** Minutes that are said; nobody wants to hear "within 7 minutes". What takes longer is not worth a promise. */
const STEPS = [1, 2, 3, 5, 10, 15, 30, 60] as const;

/** A usual time as it is said: rounded up, so that it is kept; null where there is nothing good to say. */
export function toReplyMinutes(medianSeconds: number | null): number | null {
  if (medianSeconds === null) return null;
  return STEPS.find((minutes) => medianSeconds <= minutes * 60) ?? null;
}

/**
 * In how many minutes a visitor of each department usually has the first answer, from the moment at which they began to
 * wait: half of the last answered chats took no longer. Departments of which too little is known are left out.
 */
export async function getReplyMinutes(db: Db, departmentIds: readonly string[]): Promise<Map<string, number>> {
  if (departmentIds.length === 0) return new Map();
  const found = await rows<{ id: string; answers: number; median: number | null }>(
    db,
    sql`select d.id, count(l.seconds)::int as answers,
          percentile_cont(0.5) within group (order by l.seconds)::float8 as median
        from unnest(${idArray(departmentIds)}) as d (id)
        cross join lateral (
          select extract(epoch from first_reply_at - queued_at)::float8 as seconds from legs
          where department_id = d.id and assigned_at is not null and released_at is not null
            and first_reply_at is not null and released_at > now() - make_interval(days => ${WITHIN_DAYS})
          order by released_at desc limit ${LEGS_MAX}) l
        group by d.id`,
  );
  return new Map(
    found.flatMap(({ id, answers, median }) => {
      const minutes = answers < LEGS_MIN ? null : toReplyMinutes(median);
      return minutes === null ? [] : [[id, minutes] as const];
    }),
  );
}
