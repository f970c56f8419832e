import { eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { channelChats, channelContacts, chats, mailThreads, WEB_CHANNEL_ID } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import { log } from "@/lib/log";
import { emailAddress } from "@/lib/text";
import { AWAY_SECONDS } from "./deliver-letter";
import type { ChannelDoor } from "./door";
import { threadIdOf } from "./email/reply-token";

/** An answer that nobody has read for so long is mailed. */
export const UNREAD_MINUTES = 5;
/** Chats that ended before are left alone: an answer of yesterday is in the chat when its visitor is back. */
const ENDED_MINUTES_MAX = 60;
const AT_ONCE = 20;

/**
 * Chats of websites whose visitor has left, with an answer that they have not read, where their site has vouched for an
 * address of theirs, and their department has an address of mail. Found from the few channels of mail on: an installation
 * without one looks at no chat.
 */
const found = (more = sql`true`) => sql`
  from channels ch
  join chats c on c.department_id = ch.department_id
  join departments d on d.id = c.department_id
  where ch.type = 'email' and ch.active and ch.token_encrypted is not null and ch.account_id is not null
    and (c.status <> 'closed' or (c.status = 'closed' and c.closed_at > now() - make_interval(mins => ${ENDED_MINUTES_MAX})))
    and c.channel_id = ${WEB_CHANNEL_ID}::uuid and c.sent_pub_seq is null and c.erased_at is null and c.spam_at is null
    and c.identity ->> 'email' is not null and not d.verified_only
    and c.visitor_seen_at <= now() - make_interval(secs => ${AWAY_SECONDS})
    and exists (select 1 from chat_events e where e.chat_id = c.id and e.seq > c.visitor_read_seq
      and e.kind = 'message' and e.sender_type = 'operator' and e.pub_seq is not null
      and e.created_at <= now() - make_interval(mins => ${UNREAD_MINUTES}))
    and ${more}`;

export async function areVisitorsAbsent(db: Db): Promise<boolean> {
  const [answer] = await rows<{ due: boolean }>(db, sql`select exists (select 1 ${found()}) as due`);
  return answer?.due ?? false;
}

/**
 * Gives such chats a thread of mail, and answers how many: what is unread goes out as a letter like any other, once, as does
 * what is said later while its visitor is away; what they answer by mail comes into the same chat. An address that somebody
 * has typed gets nothing: only who is known by their site.
 */
export async function mailAbsentVisitors({ db, authSecret }: Pick<ChannelDoor, "db" | "authSecret">): Promise<number> {
  const absent = await rows<{ id: string }>(db, sql`select distinct c.id ${found()} limit ${AT_ONCE}`);
  let opened = 0;
  for (const { id } of absent) {
    try {
      if (await db.transaction((tx) => openThread(tx, id, authSecret))) opened += 1;
    } catch (err) {
      log.error({ err, chatId: id }, "a chat got no thread of mail");
    }
  }
  return opened;
}

type Found = { channelId: string; address: string; email: string; readPubSeq: number };

async function openThread(tx: Transaction, chatId: string, secret: string): Promise<boolean> {
  // Who writes, ends or reads it meanwhile comes before or after, and of two that open one the second finds it open.
  const [chat] = await tx.select().from(chats).where(eq(chats.id, chatId)).for("update");
  const [one] = await rows<Found>(
    tx,
    sql`select ch.id as "channelId", ch.account_id as address, c.identity ->> 'email' as email,
          coalesce((select max(e.pub_seq) from chat_events e
            where e.chat_id = c.id and e.seq <= c.visitor_read_seq), 0) as "readPubSeq"
        ${found(sql`c.id = ${chatId}::uuid`)} order by ch.created_at, ch.id limit 1`,
  );
  const to = emailAddress.safeParse(one?.email).data;
  if (!chat || !one || !to) return false;
  const { channelId, address, readPubSeq } = one;
  const key = { channelId, externalId: threadIdOf(`chat ${chatId}`, { address, secret }) };
  const { visitorId, visitorName: name, locale } = chat;
  await tx.insert(channelContacts).values({ ...key, visitorId, name, locale });
  await tx.insert(mailThreads).values({ ...key, chatId, address: to, isAway: true });
  await tx.insert(channelChats).values({ ...key, chatId });
  await tx.update(chats).set({ sentPubSeq: readPubSeq }).where(eq(chats.id, chatId));
  return true;
}
