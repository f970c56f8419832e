import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { log } from "@/lib/log";
import { getQueueDtos } from "@/lib/routing/queue";
import { type ChannelKind, isChannelError } from "./channel";
import type { ChannelDoor } from "./door";
import { noteBlocked } from "./note-undelivered";
import { CHANNEL_IS_READY, noteChannelError, openChannel } from "./open-channel";
import { wordsOf } from "./texts";
import { wordPlace } from "./word-entry";

/** A place is told again after this at the earliest: services take few changes of one message. */
const PAUSE_SECONDS = 5;
const CLAIM_SECONDS = 60;
const CHATS_MAX = 200;

type Waiting = {
  id: string;
  channelId: string;
  externalId: string;
  locale: string;
  isWaiting: boolean;
  placeRef: string | null;
  placeText: string | null;
};

/**
 * Those who wait, once all that was said before is sent, and those whose place is told although they wait no longer; found
 * among the few of either kind, however many chats have ended.
 */
const CONCERNED = sql`from (
    select id from chats where status = 'queued' union select chat_id from channel_chats where place_ref is not null) few
  join channel_chats cc on cc.chat_id = few.id join chats c on c.id = cc.chat_id join channels ch on ch.id = cc.channel_id
  where cc.place_due_at <= now() and cc.due_at < 'infinity' and ch.type <> 'email' and ${CHANNEL_IS_READY}
    and ((c.status = 'queued' and c.sent_pub_seq >= c.last_pub_seq) or (c.status <> 'queued' and cc.place_ref is not null))`;

/** Whether a run of `tellPlaces` would find anybody. */
export async function arePlacesToTell(db: Db): Promise<boolean> {
  const [answer] = await rows<{ due: boolean }>(db, sql`select exists (select 1 ${CONCERNED}) as due`);
  return answer?.due ?? false;
}

/**
 * Tells those who wait in other services their place and the expected wait: one message, changed in its place, and taken
 * away when the waiting is over. Answers how many messages were made, changed or taken away.
 */
export async function tellPlaces(door: ChannelDoor): Promise<number> {
  const found = await rows<Waiting>(
    door.db,
    sql`select c.id, cc.channel_id as "channelId", cc.external_id as "externalId", c.locale,
          c.status = 'queued' as "isWaiting", cc.place_ref as "placeRef", cc.place_text as "placeText"
        ${CONCERNED} order by cc.place_due_at limit ${CHATS_MAX}`,
  );
  const waiting = found.filter(({ isWaiting }) => isWaiting);
  const places = await getQueueDtos(
    door.db,
    waiting.map(({ id }) => id),
  );
  let told = 0;
  for (const chat of found) {
    const place = places.get(chat.id);
    const text = place ? wordPlace(place, wordsOf(chat.locale)) : null;
    if (text !== chat.placeText && (await tell(door, chat, text))) told += 1;
  }
  return told;
}

async function tell(door: ChannelDoor, chat: Waiting, text: string | null): Promise<boolean> {
  const claimed = await rows(
    door.db,
    sql`update channel_chats set place_due_at = now() + make_interval(secs => ${CLAIM_SECONDS})
        where chat_id = ${chat.id}::uuid and place_due_at <= now() returning chat_id`,
  );
  if (claimed.length === 0) return false;
  const channel = await openChannel(door, chat.channelId);
  if (!channel) return false;
  try {
    const placeRef = await change(channel.kind, channel.token, chat, text);
    await note(door.db, chat.id, { placeRef, placeText: text });
    return true;
  } catch (error) {
    if (!isChannelError(error)) log.error({ err: error, chatId: chat.id }, "a place was not told");
    await noteChannelError(door.db, channel.row, error);
    if (isChannelError(error) && error.kind === "blocked") await noteBlocked(door, chat);
    await note(door.db, chat.id, chat, isChannelError(error) ? error.retryAfterSeconds : undefined);
    return false;
  }
}

/** Gives the message that tells the place now. One that is not there any more is made anew, or not missed. */
async function change(kind: ChannelKind, token: string, chat: Waiting, text: string | null): Promise<string | null> {
  const { placeRef: messageRef, externalId } = chat;
  try {
    if (text === null) {
      if (messageRef !== null) await kind.perform(token, externalId, { type: "remove", messageRef });
      return null;
    }
    if (messageRef !== null) {
      await kind.perform(token, externalId, { type: "edit", messageRef, text });
      return messageRef;
    }
  } catch (error) {
    if (!isChannelError(error) || error.kind !== "refused") throw error;
    if (text === null) return null;
  }
  return (await kind.perform(token, externalId, { type: "text", text })).messageRef;
}

const note = (
  db: Db,
  chatId: string,
  { placeRef, placeText }: Pick<Waiting, "placeRef" | "placeText">,
  pauseSeconds = PAUSE_SECONDS,
) =>
  db.execute(
    sql`update channel_chats set place_ref = ${placeRef}, place_text = ${placeText},
          place_due_at = now() + make_interval(secs => ${pauseSeconds}) where chat_id = ${chatId}::uuid`,
  );
