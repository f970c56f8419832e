import { eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import type { EventRow } from "@/lib/chats/dto";
import { listEventsAfter } from "@/lib/chats/list-events";
import { log } from "@/lib/log";
import { isChannelError } from "./channel";
import { CLAIM_ON, CLAIM_SECONDS, type Claimed, type Counts, type Page, STILL_OURS, tellOperators } from "./claims";
import { deliverLetter } from "./deliver-letter";
import type { ChannelDoor } from "./door";
import { noteBlocked, type UndeliveredReason } from "./note-undelivered";
import { CHANNEL_IS_READY, noteChannelError, noteWorks, type OpenChannel, openChannel } from "./open-channel";
import { retryAfterSeconds } from "./rules";
import { FileIsGoneError, sendPart } from "./send-part";
import { languageOf, wordsOf } from "./texts";
import { wordEntry } from "./word-entry";

const CHATS_AT_ONCE = 8;
/** A run takes no further chats after this; the next one goes on. */
const RUN_MS = 5_000;
const ENTRIES_AT_ONCE = 50;

/** What is said in return goes first, such as that something was held up; after this it keeps back nothing any more. */
const REPLY_FIRST_MINUTES = 60;
const IS_ANSWERED = sql`not exists (select 1 from channel_updates u where u.reply is not null
  and u.channel_id = cc.channel_id and u.external_id = cc.external_id
  and u.received_at > now() - make_interval(mins => ${REPLY_FIRST_MINUTES}))`;

const IS_UNSENT = sql`(c.has_unsent and cc.due_at <= now() and ${CHANNEL_IS_READY} and ${IS_ANSWERED})`;

/** Whether a run of `deliverDueEntries` would find anything to do. */
export async function areEntriesDue(db: Db): Promise<boolean> {
  const [answer] = await rows<{ due: boolean }>(
    db,
    sql`select exists (select 1 from chats c join channel_chats cc on cc.chat_id = c.id
          join channels ch on ch.id = cc.channel_id where ${IS_UNSENT}) as due`,
  );
  return answer?.due ?? false;
}

/**
 * Sends what visitors of other services have not been told of their chats yet, of each chat in its order, and answers
 * counts. The gapless numbers that visitors have are the queue: what is above `sent_pub_seq` is due, so nothing has to be
 * stored when something is said. Safe to run anywhere at once: a chat is claimed by moving its due time on, and every piece
 * is noted as sent by whoever still has the claim. Who dies between the service's answer and that note leaves one piece that
 * is sent twice; nothing is ever left out.
 */
export async function deliverDueEntries(door: ChannelDoor): Promise<Counts> {
  const counts: Counts = { sent: 0, failed: 0 };
  const start = performance.now();
  while (performance.now() - start < RUN_MS) {
    const claimed = await claim(door.db);
    await Promise.all(claimed.map((chat) => deliverChat(door, chat, counts)));
    if (claimed.length < CHATS_AT_ONCE) break;
  }
  return counts;
}

const claim = (db: Db) =>
  rows<Claimed>(
    db,
    sql`update channel_chats t
        set due_at = now() + make_interval(secs => ${CLAIM_SECONDS}), attempts = least(t.attempts + 1, 30000), turn = t.turn + 1
        where t.chat_id in (select cc.chat_id from chats c join channel_chats cc on cc.chat_id = c.id
          join channels ch on ch.id = cc.channel_id
          where ${IS_UNSENT} order by cc.due_at limit ${CHATS_AT_ONCE} for update of cc skip locked)
        returning chat_id as "chatId", channel_id as "channelId", external_id as "externalId",
          parts_sent as "partsSent", attempts, turn`,
  );

async function deliverChat(door: ChannelDoor, claimed: Claimed, counts: Counts): Promise<void> {
  const channel = await openChannel(door, claimed.channelId);
  if (!channel) return putOff(door.db, claimed, retryAfterSeconds(claimed.attempts));
  try {
    const { letters } = channel.kind;
    for (;;) {
      const isOurs = letters
        ? await deliverLetter(door, { ...channel, letters }, claimed, counts)
        : await deliverPage(door, channel, claimed, counts);
      // Somebody may go on writing, or read it where they are.
      if (typeof isOurs === "number") return await putOff(door.db, claimed, isOurs, true);
      if (isOurs !== "more") break;
    }
    await putOff(door.db, claimed, 0, true);
  } catch (error) {
    counts.failed += 1;
    if (!isChannelError(error)) {
      log.error({ err: error, chatId: claimed.chatId }, "a chat was not delivered");
      return putOff(door.db, claimed, retryAfterSeconds(claimed.attempts));
    }
    await noteChannelError(door.db, channel.row, error);
    if (error.kind === "blocked") return noteBlocked(door, claimed);
    await putOff(door.db, claimed, error.retryAfterSeconds ?? retryAfterSeconds(claimed.attempts));
  }
}

async function deliverPage(door: ChannelDoor, channel: OpenChannel, claimed: Claimed, counts: Counts): Promise<Page> {
  const { db } = door;
  const [chat] = await db
    .select({ sent: chats.sentPubSeq, locale: chats.locale, timeZone: departments.timeZone })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .where(eq(chats.id, claimed.chatId));
  if (!chat || chat.sent === null) return "all";
  const entries = await listEventsAfter(db, "visitor", claimed.chatId, chat.sent, ENTRIES_AT_ONCE);
  const wording = { words: wordsOf(chat.locale), language: languageOf(chat.locale), timeZone: chat.timeZone };
  for (const entry of entries) {
    const parts = wordEntry(entry, { ...wording, limits: channel.kind });
    for (const part of parts.slice(claimed.partsSent)) {
      const problem = await trySend(door, channel, claimed, part);
      if (problem) await tellOperators(door, claimed, problem);
      else counts.sent += 1;
      claimed.partsSent += 1;
      if (!(await markPart(db, claimed))) return "lost";
    }
    if (!(await markEntry(db, claimed, entry))) return "lost";
    claimed.partsSent = 0;
  }
  return entries.length === ENTRIES_AT_ONCE ? "more" : "all";
}

/** What can never be sent must not keep what comes after it: why it was not, or null where it was. */
async function trySend(
  door: ChannelDoor,
  channel: OpenChannel,
  { externalId }: Claimed,
  part: Parameters<typeof sendPart>[3],
): Promise<UndeliveredReason | null> {
  try {
    await sendPart(door, channel, externalId, part);
    await noteWorks(door.db, channel.row.id, "sent");
    return null;
  } catch (error) {
    if (error instanceof FileIsGoneError) return "file";
    if (isChannelError(error) && error.kind === "refused") {
      log.warn({ channelId: channel.row.id, reason: error.message }, "a service refused a message");
      return "refused";
    }
    throw error;
  }
}

async function markPart(db: Db, claimed: Claimed): Promise<boolean> {
  const marked = await rows(
    db,
    sql`update channel_chats set parts_sent = ${claimed.partsSent}, ${CLAIM_ON}
        where ${STILL_OURS(claimed)} returning chat_id`,
  );
  return marked.length > 0;
}

async function markEntry(db: Db, claimed: Claimed, { pubSeq }: EventRow): Promise<boolean> {
  const marked = await rows(
    db,
    sql`with mine as (update channel_chats set parts_sent = 0, ${CLAIM_ON} where ${STILL_OURS(claimed)} returning chat_id)
        update chats c set sent_pub_seq = ${pubSeq} from mine
        where c.id = mine.chat_id and c.sent_pub_seq = ${pubSeq}::int - 1 returning c.id`,
  );
  return marked.length > 0;
}

/** Nothing more to do for so long; 0: all is sent, and the next entry is due at once. `isFine`: nothing has failed. */
async function putOff(db: Db, claimed: Claimed, seconds: number, isFine = false): Promise<void> {
  const afresh = isFine ? sql`, attempts = 0` : sql``;
  await db.execute(
    sql`update channel_chats set due_at = now() + make_interval(secs => ${seconds}) ${afresh}
        where ${STILL_OURS(claimed)} and due_at < 'infinity'`,
  );
}
