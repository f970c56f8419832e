import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { Door, RoutingChange } from "@/lib/context";
import { log } from "@/lib/log";
import { distribute } from "./distribute";
import { publishQueues } from "./publish-queues";
import { idArray } from "./roster";

/** Places are told at most this often per process: a burst of changes is one telling. */
const TELL_EVERY_MS = 300;

/** The departments of these changes in which anybody waits. */
async function listAffected(db: Db, changes: readonly RoutingChange[]): Promise<string[]> {
  const departmentIds = changes.flatMap((change) => ("departmentId" in change ? [change.departmentId] : []));
  const operatorIds = changes.flatMap((change) => ("operatorId" in change ? [change.operatorId] : []));
  const found = await rows<{ id: string }>(
    db,
    sql`select d.id from departments d
        where (d.id = any (${idArray(departmentIds)})
            or d.id in (select department_id from department_members where operator_id = any (${idArray(operatorIds)})))
          and (exists (select 1 from chats c where c.department_id = d.id and c.status = 'queued')
            or exists (select 1 from chats c where c.department_id = d.id and c.overdue_since is not null))`,
  );
  return found.map(({ id }) => id);
}

/** Departments whose waiting visitors are still to be told of their places; a telling is on its way while there are any. */
const untold = new Set<string>();

/**
 * Distributes what waits where something changed, then tells the waiting their places: with `defer` a moment later, many
 * changes at once, where the process lives on; without it before this resolves.
 */
export async function settle(door: Door, changes: readonly RoutingChange[], { defer }: { defer: boolean }) {
  const departmentIds = await distributeAll(door, changes);
  if (departmentIds.length === 0) return;
  if (!defer) {
    await publishQueues(door, departmentIds);
    return;
  }
  if (untold.size === 0) setTimeout(() => void tellQueues(door), TELL_EVERY_MS).unref();
  for (const id of departmentIds) untold.add(id);
}

/**
 * Distributes where something changed, and then where the distribution itself has freed a slot: a chat that moved on left
 * its former owner, for whom chats of other departments may wait. It ends, because a chat moves on a few times at most.
 * Answers the departments in which anybody waited.
 */
async function distributeAll(door: Door, changes: readonly RoutingChange[]): Promise<string[]> {
  const reached = new Set<string>();
  let news = changes;
  while (news.length > 0) {
    const departmentIds = await listAffected(door.db, news);
    for (const id of departmentIds) reached.add(id);
    const freed: RoutingChange[] = [];
    const note = async (more: RoutingChange[]) => void freed.push(...more.filter((one) => "operatorId" in one));
    await distribute({ ...door, settle: note }, departmentIds);
    news = freed;
  }
  return [...reached];
}

async function tellQueues(door: Door): Promise<void> {
  const ids = [...untold];
  untold.clear();
  await publishQueues(door, ids).catch((error: unknown) => log.error({ err: error }, "places were not told"));
}
