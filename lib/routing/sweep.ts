import { eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats } from "@/db/schema";
import type { Db } from "@/db/types";
import { returnToQueue } from "@/lib/chats/change-owner";
import { commit, type Door } from "@/lib/context";
import { distribute } from "./distribute";
import { noticeWaiting } from "./notice-waiting";
import { publishQueues } from "./publish-queues";
import { PRESENCE_TTL_MS } from "./rules";

/** Chats of deactivated operators that one sweep takes back; the next one takes the rest. */
const ORPHANS_MAX = 100;

/** Whether anything waits that a sweep could do something about; asked before every sweep. */
export async function isSweepNeeded(db: Db): Promise<boolean> {
  const [row] = await rows<{ is_needed: boolean }>(
    db,
    sql`select exists (select 1 from chats where status = 'queued')
          or exists (select 1 from chats where overdue_since is not null)
          or exists (select 1 from operators o join chats c on c.operator_id = o.id and c.status = 'active'
              where o.deactivated_at is not null) as is_needed`,
  );
  return row?.is_needed ?? false;
}

/**
 * Catches what no change has caused: operators who became reachable, chats whose distribution was cut off, hours that
 * began or ended, and chats of operators who were deactivated. Safe to run at once in several processes.
 */
export async function sweep(door: Door): Promise<Record<string, number>> {
  const requeued = await requeueOrphans(door);
  await recallOverdue(door.db);
  const waiting = await rows<{ id: string }>(
    door.db,
    sql`select distinct department_id as id from chats where status = 'queued' or overdue_since is not null`,
  );
  const ids = waiting.map(({ id }) => id);
  const distributed = await distribute(door, ids);
  const noticed = await noticeWaiting(door, ids);
  const told = await publishQueues(door, ids);
  return { requeued, ...distributed, noticed, told };
}

/**
 * A chat that nobody else could take stays with its owner, for as long as they can be reached. When they cannot any more,
 * its reassignment is armed again, a minute from now: pulses that are missing because of us are back by then.
 */
async function recallOverdue(db: Db): Promise<void> {
  await db.execute(sql`
    with lost as (
      select c.id from chats c join operators o on o.id = c.operator_id
      where c.overdue_since is not null and c.status = 'active'
        and coalesce(o.last_pulse_at < now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000}), true)
      limit ${ORPHANS_MAX} for update of c skip locked),
    recalled as (update chats set overdue_since = null from lost where chats.id = lost.id returning chats.id)
    insert into timers (chat_id, kind, due_at)
    select id, 'reassign', now() + make_interval(secs => ${PRESENCE_TTL_MS / 1000}) from recalled
    on conflict (chat_id, kind) do update set due_at = excluded.due_at`);
}

/** Open chats of somebody who may not sign in any more go back to the queue, with the waiting time that they have. */
async function requeueOrphans(door: Door): Promise<number> {
  const orphans = await rows<{ id: string; name: string }>(
    door.db,
    sql`select c.id, o.name from operators o join chats c on c.operator_id = o.id and c.status = 'active'
        where o.deactivated_at is not null limit ${ORPHANS_MAX}`,
  );
  let requeued = 0;
  for (const { id, name } of orphans) {
    requeued += await commit(door, async (tx, emit, touch) => {
      const [chat] = await tx.select().from(chats).where(eq(chats.id, id)).for("update");
      if (chat?.status !== "active" || !chat.operatorId) return 0;
      const [owner] = await rows(
        tx,
        sql`select id from operators where id = ${chat.operatorId} and deactivated_at is not null`,
      );
      if (!owner) return 0;
      await returnToQueue({ tx, emit, touch }, chat, {
        kind: "requeued",
        data: { reason: "deactivated", fromName: name, fromId: chat.operatorId },
        legEnd: "transferred",
      });
      return 1;
    });
  }
  return requeued;
}
