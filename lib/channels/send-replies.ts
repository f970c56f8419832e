import { and, eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { channelUpdates } from "@/db/schema";
import type { Db } from "@/db/types";
import { log } from "@/lib/log";
import { type Action, isChannelError } from "./channel";
import type { ChannelDoor } from "./door";
import { noteBlocked } from "./note-undelivered";
import { CHANNEL_IS_READY, noteChannelError, noteWorks, openChannel } from "./open-channel";

const CLAIM_SECONDS = 60;
const AT_ONCE = 16;
const RETRY_SECONDS = 5;

type Claimed = { id: number; channelId: string; externalId: string; reply: Action[] };

const IS_DUE = sql`(u.reply is not null and u.reply_due_at <= now() and ${CHANNEL_IS_READY})`;

export async function areRepliesDue(db: Db): Promise<boolean> {
  const [answer] = await rows<{ due: boolean }>(
    db,
    sql`select exists (select 1 from channel_updates u join channels ch on ch.id = u.channel_id where ${IS_DUE}) as due`,
  );
  return answer?.due ?? false;
}

/**
 * Says what is of no chat, such as the menu: at least once, like everything that goes to a service. What could be said is
 * taken out of the row, so that a failure repeats nothing. Answers how many rows were told in full.
 */
export async function sendReplies(door: ChannelDoor): Promise<number> {
  const claimed = await rows<Claimed>(
    door.db,
    sql`update channel_updates t set reply_due_at = now() + make_interval(secs => ${CLAIM_SECONDS})
        where t.id in (select u.id from channel_updates u join channels ch on ch.id = u.channel_id
          where ${IS_DUE} order by u.id limit ${AT_ONCE} for update of u skip locked)
        returning id, channel_id as "channelId", external_id as "externalId", reply`,
  );
  const told = await Promise.all(claimed.sort((a, b) => a.id - b.id).map((row) => sendReply(door, row)));
  return told.filter(Boolean).length;
}

async function sendReply(door: ChannelDoor, { id, channelId, externalId, reply }: Claimed): Promise<boolean> {
  const channel = await openChannel(door, channelId);
  if (!channel) return false;
  let left = reply;
  try {
    for (const action of reply) {
      await perform(action);
      left = left.slice(1);
    }
    await noteWorks(door.db, channelId, "sent");
  } catch (error) {
    if (!isChannelError(error)) log.error({ err: error, channelId }, "a reply was not sent");
    await noteChannelError(door.db, { id: channelId }, error);
    const isGone = isChannelError(error) && error.kind === "blocked";
    if (isGone) await noteBlocked(door, { channelId, externalId });
    const pause = (isChannelError(error) && error.retryAfterSeconds) || RETRY_SECONDS;
    await keep(door.db, id, reply, isGone ? [] : left, pause);
    return false;
  }
  await keep(door.db, id, reply, [], 0);
  return true;

  async function perform(action: Action) {
    try {
      await channel?.kind.perform(channel.token, externalId, action);
    } catch (error) {
      // A button that is answered too late, or a message that is gone: nobody misses it.
      if (!isChannelError(error) || error.kind !== "refused") throw error;
    }
  }
}

/** Only what it was claimed with: a later reply of the same update is another one. */
const keep = (db: Db, id: number, claimed: Action[], left: Action[], pauseSeconds: number) =>
  db
    .update(channelUpdates)
    .set({
      reply: left.length > 0 ? left : null,
      replyDueAt: sql`now() + make_interval(secs => ${pauseSeconds})`,
    })
    .where(and(eq(channelUpdates.id, id), eq(channelUpdates.reply, sql`${JSON.stringify(claimed)}::jsonb`)));
