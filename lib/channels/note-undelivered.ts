import { and, eq, isNull, sql } from "drizzle-orm";
import { channelChats, channelContacts, chats } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import { commit, type Door, type Emit } from "@/lib/context";
import { type ContactKey, findNewestChat, isContact } from "./contacts";

/** Why something of ours did not reach a visitor: they have shut us out; their service refuses just this; a file is not there. */
export type UndeliveredReason = "blocked" | "refused" | "file";

/** Tells the operators of a chat, and only them, once. */
export async function appendUndelivered(
  tx: Transaction,
  emit: Emit,
  chatId: string,
  reason: UndeliveredReason,
): Promise<void> {
  const [chat] = await tx
    .select()
    .from(chats)
    .where(and(eq(chats.id, chatId), isNull(chats.erasedAt)))
    .for("update");
  if (!chat) return;
  const told = await appendEvent(tx, chat, {
    kind: "undelivered",
    senderType: "system",
    isInternal: true,
    data: { reason },
  });
  await announce(tx, emit, told.chat, told.event);
}

/**
 * Somebody has shut us out: their operator reads so, once, and what is for them waits until they come back.
 */
export const noteBlocked = (door: Door, key: ContactKey): Promise<void> =>
  commit(door, (tx, emit) => blockContact(tx, emit, key));

/** The same within a transaction. */
export async function blockContact(tx: Transaction, emit: Emit, key: ContactKey): Promise<void> {
  const [left] = await tx
    .update(channelContacts)
    .set({ blockedAt: sql`now()` })
    .where(and(isContact(key), isNull(channelContacts.blockedAt)))
    .returning();
  await tx
    .update(channelChats)
    .set({ dueAt: sql`'infinity'` })
    .where(and(eq(channelChats.channelId, key.channelId), eq(channelChats.externalId, key.externalId)));
  const chat = left && (await findNewestChat(tx, left));
  if (chat && chat.status !== "closed") await appendUndelivered(tx, emit, chat.id, "blocked");
}
