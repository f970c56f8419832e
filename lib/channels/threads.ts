import { and, eq, sql } from "drizzle-orm";
import { chatEvents, chats, mailThreads } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import type { ChatRow } from "@/lib/chats/entries/entry";
import type { Emit } from "@/lib/context";
import type { IncomingMail } from "./channel";
import type { ContactKey } from "./contacts";
import type { MailCheck } from "./email/authentication";

export type ThreadRow = typeof mailThreads.$inferSelect;

/** Numbers that hold a thread together for mail programs; the first one always stays, as they want it. */
const NUMBERS_MAX = 20;

export const isThread = ({ channelId, externalId }: ContactKey) =>
  and(eq(mailThreads.channelId, channelId), eq(mailThreads.externalId, externalId));

export async function findThread(db: Db, key: ContactKey): Promise<ThreadRow | null> {
  const [thread] = await db.select().from(mailThreads).where(isThread(key));
  return thread ?? null;
}

/** The numbers with one more at their end. */
export function withNumber(numbers: readonly string[], number: string | null): string[] {
  if (number === null || numbers.includes(number)) return [...numbers];
  const all = [...numbers, number];
  return all.length <= NUMBERS_MAX ? all : [...all.slice(0, 1), ...all.slice(1 - NUMBERS_MAX)];
}

/**
 * The thread that a mail is in, begun by it where there is none: only then its address says where answers go. The contact's
 * row is locked, so two mails of one thread come one after the other.
 */
export async function enterThread(tx: Transaction, key: ContactKey, mail: IncomingMail): Promise<ThreadRow> {
  const { channelId, externalId } = key;
  const known = await findThread(tx, key);
  const messageIds = withNumber(known?.messageIds ?? [], mail.messageId);
  const [thread] = known
    ? await tx.update(mailThreads).set({ messageIds }).where(isThread(key)).returning()
    : await tx
        .insert(mailThreads)
        .values({ channelId, externalId, messageIds, address: mail.address, subject: mail.subject })
        .returning();
  if (!thread) throw new Error("a thread was erased at this moment");
  return thread;
}

/** The chat that the thread is now; null before its first message. */
export async function findThreadChat(db: Db, { chatId }: Pick<ThreadRow, "chatId">): Promise<ChatRow | null> {
  if (chatId === null) return null;
  const [chat] = await db.select().from(chats).where(eq(chats.id, chatId));
  return chat ?? null;
}

/** From now on the thread is this chat. What began on a website has ended there. */
export const continueIn = (tx: Transaction, key: ContactKey, chatId: string) =>
  tx.update(mailThreads).set({ chatId, isAway: false, mailUpto: null }).where(isThread(key));

/**
 * Tells the operators, and only them, that a mail comes from another address than answers go to. Whoever has a mail of ours
 * can answer it, also who was sent a copy; nobody says that it is the visitor.
 */
export async function noteOtherSender(
  tx: Transaction,
  emit: Emit,
  chatId: string,
  data: { address: string; failed?: MailCheck },
): Promise<void> {
  const [chat] = await tx.select().from(chats).where(eq(chats.id, chatId)).for("update");
  if (!chat) return;
  const told = await appendEvent(tx, chat, {
    kind: "other_sender",
    senderType: "system",
    isInternal: true,
    data,
  });
  await announce(tx, emit, told.chat, told.event);
}

/** Tells the operators, once in a chat, that the receiving server could not confirm an address from which a mail came. */
export async function noteDoubtfulSender(
  tx: Transaction,
  emit: Emit,
  chatId: string,
  address: string,
  failed: MailCheck,
): Promise<void> {
  const isTold = and(
    eq(chatEvents.chatId, chatId),
    eq(chatEvents.kind, "other_sender"),
    sql`${chatEvents.data} ->> 'address' = ${address} and ${chatEvents.data} ->> 'failed' is not null`,
  );
  if ((await tx.$count(chatEvents, isTold)) === 0) await noteOtherSender(tx, emit, chatId, { address, failed });
}

/** A letter has gone, or needs not to go (no number): the thread knows its number, and the next one is made anew. */
export const noteLetter = (db: Db, key: ContactKey, messageId: string | null) =>
  db
    .update(mailThreads)
    .set({
      mailUpto: null,
      ...(messageId !== null && {
        messageIds: sql`case when jsonb_array_length(${mailThreads.messageIds}) >= ${NUMBERS_MAX}
          then ${mailThreads.messageIds} - 1 else ${mailThreads.messageIds} end || ${JSON.stringify([messageId])}::jsonb`,
      }),
    })
    .where(isThread(key));
