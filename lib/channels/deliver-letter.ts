import { and, eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats, company, departments, mailThreads } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import type { EventRow } from "@/lib/chats/dto";
import { listEventsAfter } from "@/lib/chats/list-events";
import { databaseNow } from "@/lib/chats/lock-chat";
import { log } from "@/lib/log";
import { isChannelError, type Letters, type OutgoingFile } from "./channel";
import { CLAIM_ON, type Claimed, type Counts, type Page, STILL_OURS, tellOperators } from "./claims";
import type { ChannelDoor } from "./door";
import { noteWorks, type OpenChannel } from "./open-channel";
import { openFile } from "./send-part";
import { wordsOf } from "./texts";
import { findThread, isThread, noteLetter, type ThreadRow } from "./threads";
import { isSaid, subjectOf, wordLetter } from "./word-letter";

const ENTRIES_AT_ONCE = 50;
/** Somebody who was here so lately reads it where they are, or does not read it at once in a mail either. */
export const AWAY_SECONDS = 180;
const LOOK_AGAIN_SECONDS = 30;

type LetterChannel = OpenChannel & { letters: Letters };
type Chat = NonNullable<Awaited<ReturnType<typeof readChat>>>;

/**
 * Sends what was said in a chat as one letter: everything up to now, once its writer has paused. Which entries are in it is
 * written down before it goes, so that a second attempt is the same letter with the same number, and what is said meanwhile is
 * in the next one. Of what happens in a chat only messages are sent: a machine that writes mails by itself would be answered
 * by other machines. A number: nothing is due for so many seconds.
 */
export async function deliverLetter(
  door: ChannelDoor,
  channel: LetterChannel,
  claimed: Claimed,
  counts: Counts,
): Promise<Page | number> {
  const { db } = door;
  const [chat, thread] = await Promise.all([readChat(db, claimed.chatId), findThread(db, claimed)]);
  if (!chat || chat.sent === null) return "all";
  const found = await listEventsAfter(db, "visitor", claimed.chatId, chat.sent, ENTRIES_AT_ONCE);
  // One that is behind what was sent is of a letter that has gone.
  const pinned = thread?.mailUpto && thread.mailUpto > chat.sent ? thread.mailUpto : null;
  const entries = found.filter(({ pubSeq }) => pinned === null || (pubSeq ?? 0) <= pinned);
  const isUnread = ({ seq }: EventRow) => !thread?.isAway || seq > chat.readSeq;
  const said = thread ? fitting(entries.filter(isSaid).filter(isUnread), channel.letters.filesMax) : [];
  const last = said.at(-1);
  if (!thread || !last) return mark(db, claimed, { entries, end: entries.at(-1), messageId: null });
  // What follows that makes no letter of its own goes with it.
  const rest = entries.slice(entries.indexOf(last) + 1);
  const end = rest.some(isSaid) ? last : (entries.at(-1) ?? last);
  if (pinned === null) {
    const pause = await pauseOf(db, chat, thread, said, channel.letters);
    if (pause > 0) return pause;
    if (!(await pin(db, claimed, end))) return "lost";
  }
  const messageId = await send(door, channel, claimed, { chat, thread, said });
  if (messageId !== null) counts.sent += 1;
  return mark(db, claimed, { entries, end, messageId });
}

const readChat = async (db: Db, chatId: string) => {
  const [chat] = await db
    .select({
      sent: chats.sentPubSeq,
      locale: chats.locale,
      visitorName: chats.visitorName,
      readSeq: chats.visitorReadSeq,
      seenAt: chats.visitorSeenAt,
      departmentName: departments.name,
      companyName: sql<string>`coalesce(${company.name}, '')`,
    })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .leftJoin(company, eq(company.id, 1))
    .where(eq(chats.id, chatId));
  return chat ?? null;
};

/** As many of them as fit into one letter, at least one. */
function fitting(said: readonly EventRow[], filesMax: number): EventRow[] {
  let bytes = 0;
  const tooMuch = said.findIndex(({ file }, index) => {
    bytes += file?.size ?? 0;
    return index > 0 && bytes > filesMax;
  });
  return tooMuch === -1 ? [...said] : said.slice(0, tooMuch);
}

/** Seconds until it goes: its writer may go on, and somebody who is on the page needs no mail. */
async function pauseOf(
  db: Db,
  { seenAt }: Chat,
  { isAway }: ThreadRow,
  said: readonly EventRow[],
  { joinSeconds, joinSecondsMax }: Letters,
): Promise<number> {
  const now = await databaseNow(db);
  const secondsSince = (at: Date | undefined) => (at ? (now.getTime() - at.getTime()) / 1000 : 0);
  if (isAway && secondsSince(seenAt) < AWAY_SECONDS) return LOOK_AGAIN_SECONDS;
  const isPaused = secondsSince(said.at(-1)?.createdAt) >= joinSeconds;
  if (isPaused || secondsSince(said[0]?.createdAt) >= joinSecondsMax) return 0;
  return Math.max(1, Math.ceil(joinSeconds - secondsSince(said.at(-1)?.createdAt)));
}

async function pin(db: Db, claimed: Claimed, { pubSeq }: EventRow): Promise<boolean> {
  const pinned = await db
    .update(mailThreads)
    .set({ mailUpto: pubSeq })
    .where(and(isThread(claimed), sql`exists (select 1 from channel_chats where ${STILL_OURS(claimed)})`))
    .returning({ upto: mailThreads.mailUpto });
  return pinned.length > 0;
}

type Said = { chat: Chat; thread: ThreadRow; said: readonly EventRow[] };

/** Answers the number of the letter; null where it was refused for good. @throws ChannelError for what may succeed later */
async function send(
  door: ChannelDoor,
  channel: LetterChannel,
  claimed: Claimed,
  { chat, thread, said }: Said,
): Promise<string | null> {
  const files: OutgoingFile[] = [];
  for (const { file } of said) {
    if (!file) continue;
    const bytes = await openFile(door, file);
    if (bytes) files.push({ name: file.name, type: file.type, isPicture: file.width !== null, caption: "", bytes });
    else await tellOperators(door, claimed, "file");
  }
  try {
    const { messageId } = await channel.letters.send(channel.token, {
      threadId: claimed.externalId,
      to: { name: chat.visitorName, address: thread.address },
      subject: subjectOf(thread, chat),
      text: wordLetter(said, {
        ...chat,
        isFirstAway: thread.isAway && thread.messageIds.length === 0,
        words: wordsOf(chat.locale),
      }),
      files,
      references: thread.messageIds,
      part: `${said[0]?.pubSeq ?? 0}-${said.at(-1)?.pubSeq ?? 0}.${claimed.chatId.slice(0, 8)}`,
    });
    await noteWorks(door.db, channel.row.id, "sent");
    return messageId;
  } catch (error) {
    if (!isChannelError(error) || error.kind !== "refused") throw error;
    log.warn({ channelId: channel.row.id, reason: error.message }, "a mail was refused");
    await tellOperators(door, claimed, "refused");
    return null;
  }
}

type Sent = { entries: readonly EventRow[]; end: EventRow | undefined; messageId: string | null };

/** Everything up to `end` is sent, or needs no sending; and the thread knows the number of the letter. */
async function mark(db: Database, claimed: Claimed, { entries, end, messageId }: Sent): Promise<Page> {
  const first = entries[0]?.pubSeq;
  if (!end?.pubSeq || !first) return "all";
  const isMarked = await db.transaction(async (tx) => {
    const marked = await rows(
      tx,
      sql`with mine as (update channel_chats set parts_sent = 0, ${CLAIM_ON} where ${STILL_OURS(claimed)} returning chat_id)
          update chats c set sent_pub_seq = ${end.pubSeq} from mine
          where c.id = mine.chat_id and c.sent_pub_seq = ${first}::int - 1 returning c.id`,
    );
    if (marked.length > 0) await noteLetter(tx, claimed, messageId);
    return marked.length > 0;
  });
  if (!isMarked) return "lost";
  return end === entries.at(-1) && entries.length < ENTRIES_AT_ONCE ? "all" : "more";
}
