import { and, eq, isNull, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { channelUpdates } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import { isDomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { findMaintenance } from "@/lib/settings/maintenance";
import { isChannelError } from "./channel";
import type { ChannelDoor } from "./door";
import { handleUpdate } from "./handle-update";
import { noteChannelError, type OpenChannel, openChannel } from "./open-channel";
import { processFile } from "./process-file";
import { retryAfterSeconds, UPDATE_ATTEMPTS_MAX } from "./rules";
import { doUpdate, tellNotice, type Update, withScene } from "./update-scene";

const CONTACTS_AT_ONCE = 8;
/** A run takes no further writers after this; the next one goes on. */
const RUN_MS = 5_000;

/** Counted no further: the column is small, and an outage may be long. */
const ATTEMPTS_COUNTED = 10_000;

type Writer = { channelId: string; externalId: string };
type Counts = { done: number; failed: number };

const IS_OPEN = sql`(u.done_at is null and not u.waits and ch.active)`;

/** Whether a run of `processUpdates` would find anything to do. */
export async function areUpdatesDue(db: Db): Promise<boolean> {
  const [answer] = await rows<{ due: boolean }>(
    db,
    sql`select exists (select 1 from channel_updates u join channels ch on ch.id = u.channel_id
          where ${IS_OPEN} and u.due_at <= now()) as due`,
  );
  return answer?.due ?? false;
}

/**
 * Does what services have told us, of each writer in the order in which it came, and answers counts. Each update is done in
 * the transaction that says so, under the lock of its writer: however many processes try, and wherever one of them dies, it
 * is done once. In maintenance mode nothing is done; whoever writes is told once, and what they wrote waits.
 */
export async function processUpdates(door: ChannelDoor): Promise<Counts> {
  const counts: Counts = { done: 0, failed: 0 };
  const start = performance.now();
  while (performance.now() - start < RUN_MS) {
    const writers = await listWriters(door.db);
    const before = counts.done;
    await Promise.all(writers.map((writer) => processWriter(door, writer, counts)));
    if (writers.length < CONTACTS_AT_ONCE || counts.done === before) break;
  }
  return counts;
}

/** Those who have something to be done, the longest waiting first. What is put off keeps what its writer sent after it. */
const listWriters = (db: Db) =>
  rows<Writer>(
    db,
    sql`select u.channel_id as "channelId", u.external_id as "externalId"
        from channel_updates u join channels ch on ch.id = u.channel_id
        where ${IS_OPEN} group by 1, 2
        having (array_agg(u.due_at order by u.id))[1] <= now() order by min(u.id) limit ${CONTACTS_AT_ONCE}`,
  );

async function processWriter(door: ChannelDoor, writer: Writer, counts: Counts): Promise<void> {
  for (;;) {
    const update = await findNext(door.db, writer);
    if (!update) return;
    try {
      const channel = await openChannel(door, update.channelId);
      if (!channel) return await putOff(door.db, update);
      const maintenance = await findMaintenance(door.db);
      if (maintenance) return await tellMaintenance(door, channel, update, maintenance.since);
      await processOne(door, channel, update);
      counts.done += 1;
    } catch (error) {
      counts.failed += 1;
      if (isChannelError(error)) await noteChannelError(door.db, { id: update.channelId }, error);
      else if (isDomainError(error)) log.warn({ code: error.code, channelId: update.channelId }, "an update waits");
      else log.error({ err: error, channelId: update.channelId }, "an update was not processed");
      return putOff(door.db, update);
    }
  }
}

async function processOne(door: ChannelDoor, channel: OpenChannel, update: Update): Promise<void> {
  const { what } = update.incoming;
  if (what.type === "file") return processFile(door, channel, update, what);
  await doUpdate(door, channel.row, update, (scene) => handleUpdate(scene, what, update.incoming.mail));
}

async function findNext(db: Db, { channelId, externalId }: Writer): Promise<Update | null> {
  const [found] = await db
    .select({ row: channelUpdates, isDue: sql<boolean>`${channelUpdates.dueAt} <= now()` })
    .from(channelUpdates)
    .where(
      and(
        eq(channelUpdates.channelId, channelId),
        eq(channelUpdates.externalId, externalId),
        isNull(channelUpdates.doneAt),
        eq(channelUpdates.waits, false),
      ),
    )
    .orderBy(channelUpdates.id)
    .limit(1);
  const incoming = found?.row.incoming;
  return found?.isDue && incoming ? { ...found.row, incoming } : null;
}

/** It failed for a reason of ours, or of the service's: tried again later, and given up in the end. */
async function putOff(db: Database, { id, attempts, incoming }: Update): Promise<void> {
  // A mail is never given up: its writer would not hear of it.
  const isOver = attempts + 1 >= UPDATE_ATTEMPTS_MAX && !incoming.mail;
  await db
    .update(channelUpdates)
    .set({
      attempts: Math.min(attempts + 1, ATTEMPTS_COUNTED),
      dueAt: sql`now() + make_interval(secs => ${retryAfterSeconds(attempts + 1)})`,
      ...(isOver && { doneAt: sql`now()`, incoming: null }),
    })
    .where(and(eq(channelUpdates.id, id), isNull(channelUpdates.doneAt), eq(channelUpdates.attempts, attempts)));
  if (isOver) log.error({ updateId: id }, "an update was given up");
}

const MAINTENANCE_LOOK_SECONDS = 2;

async function tellMaintenance(door: ChannelDoor, { row }: OpenChannel, update: Update, since: Date): Promise<void> {
  await withScene(door, row, update, async (scene) => {
    const { type } = update.incoming.what;
    const isSilent = type === "left" || type === "returned" || type === "bounced" || update.incoming.mail;
    const told = isSilent ? [] : await tellNotice(scene, since);
    await scene.out.tx
      .update(channelUpdates)
      .set({
        dueAt: sql`now() + make_interval(secs => ${MAINTENANCE_LOOK_SECONDS})`,
        ...(told.length > 0 && { reply: told }),
      })
      .where(eq(channelUpdates.id, update.id));
  });
}
