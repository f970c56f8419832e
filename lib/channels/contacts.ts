import { and, desc, eq, sql } from "drizzle-orm";
import { channelChats, channelContacts, channelUpdates, chats, visitors } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import { randomToken } from "@/lib/ids";
import { hashToken } from "@/lib/visitors/token";
import { deleteBytesOf } from "./came-along";
import type { Incoming } from "./channel";

export type ContactRow = typeof channelContacts.$inferSelect;
export type ContactKey = { channelId: string; externalId: string };

export const isContact = ({ channelId, externalId }: ContactKey) =>
  and(eq(channelContacts.channelId, channelId), eq(channelContacts.externalId, externalId));

/**
 * Who writes, made when they are new, and locked until the transaction ends: what one person does happens one after the
 * other. Like a visitor of a program they have a token that nobody knows. `isThread`: anybody may write into it, so its
 * name stays what it was.
 */
export async function lockContact(
  tx: Transaction,
  channelId: string,
  from: Incoming["from"],
  { isThread = false } = {},
): Promise<ContactRow> {
  const key = { channelId, externalId: from.externalId };
  const told = { name: from.name, locale: from.locale };
  for (let attempt = 0; attempt < 2; attempt++) {
    const [known] = isThread
      ? await tx.select().from(channelContacts).where(isContact(key)).for("update")
      : await tx.update(channelContacts).set(told).where(isContact(key)).returning();
    if (known) return known;
    const [visitor] = await tx
      .insert(visitors)
      .values({ tokenHash: hashToken(randomToken(32)), locale: from.locale })
      .returning({ id: visitors.id });
    if (!visitor) throw new Error("no visitor was made");
    const [made] = await tx
      .insert(channelContacts)
      .values({ ...key, ...told, visitorId: visitor.id })
      .onConflictDoNothing()
      .returning();
    if (made) return made;
    // The same person at the same moment, for the first time: by now they are there.
    await tx.delete(visitors).where(eq(visitors.id, visitor.id));
  }
  throw new Error("a contact was erased at this moment");
}

/** The newest chat that they have begun in this channel. */
export async function findNewestChat(db: Db, { channelId, visitorId }: Pick<ContactRow, "channelId" | "visitorId">) {
  const [chat] = await db
    .select()
    .from(chats)
    .where(and(eq(chats.visitorId, visitorId), eq(chats.channelId, channelId)))
    .orderBy(desc(chats.createdAt), desc(chats.id))
    .limit(1);
  return chat ?? null;
}

/** They are back: what was not sent because they had shut us out is sent now. */
export async function welcomeBack(tx: Transaction, contact: ContactRow): Promise<ContactRow> {
  if (contact.blockedAt === null) return contact;
  await tx.update(channelContacts).set({ blockedAt: null }).where(isContact(contact));
  await tx
    .update(channelChats)
    .set({ dueAt: sql`now()`, attempts: 0 })
    .where(and(eq(channelChats.channelId, contact.channelId), eq(channelChats.externalId, contact.externalId)));
  return { ...contact, blockedAt: null };
}

/**
 * Forgets by which name other services know a visitor, and what they have sent that is not done: nothing of theirs is sent
 * any more, and whoever they are there is somebody new.
 */
export async function eraseContacts(tx: Transaction, visitorId: string): Promise<void> {
  const known = await tx.delete(channelContacts).where(eq(channelContacts.visitorId, visitorId)).returning();
  for (const { channelId, externalId } of known) {
    await tx
      .delete(channelChats)
      .where(and(eq(channelChats.channelId, channelId), eq(channelChats.externalId, externalId)));
    await deleteBytesOf(tx, { channelId, externalId });
    // The row itself stays, so that what the service repeats is not done again.
    await tx
      .update(channelUpdates)
      .set({
        externalId: "",
        incoming: null,
        reply: null,
        waits: false,
        doneAt: sql`coalesce(${channelUpdates.doneAt}, now())`,
      })
      .where(and(eq(channelUpdates.channelId, channelId), eq(channelUpdates.externalId, externalId)));
  }
}
