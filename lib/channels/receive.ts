import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { log } from "@/lib/log";
import { isChannelError } from "./channel";
import type { ChannelDoor } from "./door";
import { noteChannelError, noteWorks, type OpenChannel, openChannel } from "./open-channel";
import { type AddableType, isReachable, POLL } from "./rules";
import { updateSecret } from "./secrets";
import { storeUpdates } from "./store-updates";

/** A service is asked to answer after so long at the latest; a process that is to stop waits for no more than that. */
export const POLL_SECONDS = 5;

export const updatesUrl = (publicUrl: string, channelId: string) => `${publicUrl}/api/channels/${channelId}/updates`;

/** How a channel is to hear of what happens: by the address that its service is told, or by asking. */
const wantedWay = (publicUrl: string | null, channelId: string) =>
  isReachable(publicUrl) ? updatesUrl(publicUrl, channelId) : POLL;

type Listed = {
  id: string;
  active: boolean;
  receivesBy: string | null;
  pollAfter: string | null;
  /** As text: a `Date` would lose the microseconds by which it is compared. */
  pollDueAt: string | null;
};

const listChannels = (db: Db, type: AddableType) =>
  rows<Listed>(
    db,
    sql`select ch.id, ch.active, ch.receives_by as "receivesBy", ch.poll_after as "pollAfter",
          ch.poll_due_at::text as "pollDueAt" from channels ch
        where ch.type = ${type} and ch.token_encrypted is not null and (ch.active or ch.receives_by is not null)
          and (ch.retry_at is null or ch.retry_at <= now())
          and (ch.poll_due_at is null or ch.poll_due_at <= now() or ch.receives_by is null or not ch.active)`,
  );

/** Whether a run of `receiveUpdates` would find a channel to tell the way, or to ask. */
export async function isReceivingNeeded(db: Db, publicUrl: string | null, type: AddableType): Promise<boolean> {
  const found = await listChannels(db, type);
  return found.some(({ id, active, receivesBy }) => {
    // Its token says how, so only what is set is known here: nothing, or that it is asked.
    if (type === "email") return active ? receivesBy === null || receivesBy === POLL : receivesBy !== null;
    const way = active ? wantedWay(publicUrl, id) : null;
    return receivesBy !== way || way === POLL;
  });
}

/**
 * Tells services where to send what happens, where that is not what they were told last, and asks those that have no way
 * to us. Runs in one process at a time: two that ask for one account take each other's updates away. For one kind of channel
 * at a time, so that a slow mailbox keeps no messenger waiting.
 */
export async function receiveUpdates(door: ChannelDoor, type: AddableType): Promise<{ added: number }> {
  const found = await listChannels(door.db, type);
  const counts = await Promise.all(found.map((channel) => receiveFrom(door, channel)));
  return { added: counts.reduce((sum, count) => sum + count, 0) };
}

async function receiveFrom(
  door: ChannelDoor,
  { id, active, receivesBy, pollAfter, pollDueAt }: Listed,
): Promise<number> {
  const channel = await openChannel(door, id);
  if (!channel) return 0;
  try {
    const way = active ? wayOf(door, channel) : null;
    if (receivesBy !== way) await tellWay(door, channel, way);
    if (way !== POLL) return 0;
    return await ask(door, channel, { pollAfter, pollDueAt });
  } catch (error) {
    if (!isChannelError(error)) log.error({ err: error, channelId: id }, "a channel was not asked");
    await noteChannelError(door.db, channel.row, error);
    return 0;
  }
}

/** @throws ChannelError */
async function ask(
  door: ChannelDoor,
  { row, kind, token }: OpenChannel,
  { pollAfter, pollDueAt }: Pick<Listed, "pollAfter" | "pollDueAt">,
): Promise<number> {
  const { db } = door;
  const { updates, after, isMore = false } = await kind.poll(token, { after: pollAfter, waitSeconds: POLL_SECONDS });
  if (row.failure !== null) await noteWorks(db, row.id, "asked");
  let added = 0;
  if (updates.length > 0 || (after !== null && after !== pollAfter)) {
    const stored = { channelId: row.id, kind, updates, ...(after !== null && { pollAfter: after }) };
    added = (await storeUpdates(door, stored)).added;
  }
  if (kind.pollEverySeconds !== undefined && !isMore) {
    const pause = kind.pollEverySeconds;
    // Unless it was made due meanwhile: what has come after we looked does not wait.
    await db.execute(
      sql`update channels set poll_due_at = now() + make_interval(secs => ${pause})
          where id = ${row.id}::uuid and poll_due_at is not distinct from ${pollDueAt}::timestamptz`,
    );
  }
  return added;
}

function wayOf({ publicUrl }: ChannelDoor, { row, kind, token }: OpenChannel): string {
  const asked = kind.receives?.(token);
  if (asked === "poll") return POLL;
  return asked === "told" ? updatesUrl(publicUrl ?? "", row.id) : wantedWay(publicUrl, row.id);
}

/** @throws ChannelError */
export async function tellWay(door: ChannelDoor, { row, kind, token }: OpenChannel, way: string | null): Promise<void> {
  const to = way === null || way === POLL ? null : { url: way, secret: updateSecret(row.id, door.authSecret) };
  await kind.listen(token, to);
  await door.db.execute(
    // What has come by another way must not come by asking once more.
    sql`update channels set receives_by = ${way}, poll_due_at = null,
          poll_after = case when ${way === null || way === POLL} or type <> 'email' then poll_after end, failure = null, failed_at = null, attempts = 0, retry_at = null
        where id = ${row.id}::uuid`,
  );
}

/** Tells all services anew where to send what happens, and gives how many were told, and how many could not be. */
export async function tellAllWays(door: ChannelDoor): Promise<{ told: number; failed: number }> {
  const found = await rows<{ id: string }>(
    door.db,
    sql`select id from channels where active and token_encrypted is not null and type = 'telegram'
        order by created_at, id`,
  );
  let told = 0;
  for (const { id } of found) {
    const channel = await openChannel(door, id);
    if (!channel) continue;
    try {
      await tellWay(door, channel, wantedWay(door.publicUrl, id));
      told += 1;
    } catch (error) {
      if (!isChannelError(error)) throw error;
      await noteChannelError(door.db, channel.row, error);
    }
  }
  return { told, failed: found.length - told };
}
