import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import {
  chatEvents,
  chats,
  externalVisitors,
  mailOutbox,
  offlineMessages,
  pageVisits,
  visitorBlocks,
  visitorPresences,
  visitors,
  webhookDeliveries,
} from "@/db/schema";
import { noteEntry } from "@/lib/audit/note-entry";
import { eraseContacts } from "@/lib/channels/contacts";
import { endChat, type Outcome } from "@/lib/chats/change-owner";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { type Context, commit, type OperatorActor, type VisitorActor } from "@/lib/context";
import { takeBackFromCrm } from "@/lib/crm/queue-chats";
import { eraseDrafts } from "@/lib/drafts/erase-drafts";
import { markFilesForPurge } from "@/lib/files/purge-files";
import { listReaderIds, offlineMessagesChanged } from "@/lib/offline-messages/inbox-events";
import { eraseReviews } from "@/lib/reviews/erase-reviews";
import { eraseTags } from "@/lib/tags/erase-tags";
import { assertAdmin, assertVisitorExists } from "./access";

/** How much of a visitor was erased. */
export type Erased = { chats: number; messages: number; offlineMessages: number };

/**
 * Erases what is about a visitor, for good: who they are, where they were, what was written to and fro, files, offline
 * messages, the mail about them, what webhooks were told, and the text in the CRM. Open chats end. What stays is the frame of the timelines,
 * with times, departments, operators and numbers, so that reports still add up; the consent, as a version and a time; and
 * the row of the visitor, as a stone that their token opens nothing any more. Null for who had been erased before. All zeros for a browser whose
 * chats belong to a visitor whom their site vouches for: only who comes with the site's word can erase those.
 *
 * Whatever writes for this visitor at the same moment either comes before, and is erased with the rest, or finds a chat
 * that is erased, or a token that is nobody's.
 * Emits `event.appended` (`erased`, to operators alone) and `chat.changed` for every chat, and what ends the open ones.
 */
export const eraseVisitor = (ctx: Context<VisitorActor>): Promise<Erased | null> => erase(ctx, ctx.actor.visitorId);

/** The same by an admin, for a visitor who asks for it and has lost their browser's token. @throws DomainError `forbidden` */
export async function eraseVisitorFor(ctx: Context<OperatorActor>, visitorId: string): Promise<Erased | null> {
  assertAdmin(ctx.actor);
  await assertVisitorExists(ctx.db, visitorId);
  return erase(ctx, visitorId);
}

async function erase(ctx: Context<VisitorActor | OperatorActor>, visitorId: string): Promise<Erased | null> {
  return commit(ctx, async (tx, emit, touch) => {
    // First, and held to the end: a start that comes now waits for it, and then finds nobody.
    const [visitor] = await tx
      .update(visitors)
      .set({ erasedAt: sql`now()` })
      .where(and(eq(visitors.id, visitorId), isNull(visitors.erasedAt)))
      .returning({ id: visitors.id });
    if (!visitor) return null;
    // Before their chats: whoever writes from another service holds their contact first, and then the chat.
    await eraseContacts(tx, visitorId);
    const owned = await tx
      .select()
      .from(chats)
      .where(and(eq(chats.visitorId, visitorId), isNull(chats.erasedAt)))
      // In one order, so that two of these wait for each other instead of for ever.
      .orderBy(asc(chats.id))
      .for("update");
    // Only now: a change of what is unique waits for everybody who names this visitor in a row of theirs, such as a mail,
    // and those who do so while they hold a chat would wait for us.
    await tx
      .update(visitors)
      .set({ identitySub: null, timeZone: null, country: null })
      .where(eq(visitors.id, visitorId));
    let messages = 0;
    for (const chat of owned) messages += await eraseChat({ tx, emit, touch }, chat, ctx.actor);
    const left = await eraseOfflineMessages({ tx, emit, touch }, visitorId);
    await tx.delete(mailOutbox).where(eq(mailOutbox.visitorId, visitorId));
    await tx.delete(webhookDeliveries).where(eq(webhookDeliveries.visitorId, visitorId));
    await tx.delete(externalVisitors).where(eq(externalVisitors.visitorId, visitorId));
    await tx.delete(visitorPresences).where(eq(visitorPresences.visitorId, visitorId));
    // A block goes on, and says no more of whom.
    const nobody = { visitorName: "", reason: "", addressHash: null, addressUntil: null };
    await tx.update(visitorBlocks).set(nobody).where(eq(visitorBlocks.visitorId, visitorId));
    const erased = { chats: owned.length, messages, offlineMessages: left };
    await noteEntry(tx, ctx.actor, { action: "visitor.erased", subject: visitorId, data: erased });
    return erased;
  });
}

/** Ends it if it is open, and takes everything out of it that is about a person. Gives how many texts that were. */
async function eraseChat(out: Outcome, chat: ChatRow, actor: VisitorActor | OperatorActor): Promise<number> {
  const { tx, emit } = out;
  const closed = chat.status === "closed" ? chat : (await end(out, chat, actor)).chat;
  const emptied = await tx
    .update(chatEvents)
    .set({ body: "" })
    .where(and(eq(chatEvents.chatId, chat.id), ne(chatEvents.body, "")))
    .returning({ seq: chatEvents.seq });
  // Notes of operators speak of the visitor as much as their messages do.
  await tx
    .update(chatEvents)
    .set({ internal: sql`${chatEvents.internal} - 'note'` })
    .where(and(eq(chatEvents.chatId, chat.id), sql`${chatEvents.internal} ? 'note'`));
  await eraseTags(tx, chat.id);
  await eraseReviews(tx, chat.id);
  await eraseDrafts(tx, chat.id);
  await takeBackFromCrm(tx, chat.id);
  await markFilesForPurge(tx, chat.id);
  await tx.delete(pageVisits).where(eq(pageVisits.chatId, chat.id));
  const appended = await appendEvent(
    tx,
    closed,
    { kind: "erased", senderType: "system", isInternal: true, data: namedIn(actor) },
    {
      visitorName: "",
      visitorEmail: null,
      visitorPhone: null,
      identity: null,
      pageUrl: null,
      pageTitle: null,
      referrer: null,
      userAgent: "",
      utm: null,
      ratingComment: "",
      lastMessagePreview: "",
      unreadCount: 0,
      // Nothing is sent to another service any more.
      sentPubSeq: null,
      stamps: ["erasedAt"],
    },
  );
  await announce(tx, emit, appended.chat, appended.event);
  return emptied.length;
}

const end = (out: Outcome, chat: ChatRow, actor: VisitorActor | OperatorActor) =>
  actor.type === "operator" ? endChat(out, chat, "operator", actor) : endChat(out, chat, "visitor");

const namedIn = (actor: VisitorActor | OperatorActor): Record<string, string> =>
  actor.type === "operator" ? { operatorId: actor.operatorId, operatorName: actor.name } : {};

async function eraseOfflineMessages({ tx, emit }: Outcome, visitorId: string): Promise<number> {
  const erased = await tx
    .update(offlineMessages)
    .set({ name: "", email: null, phone: null, body: "", pageUrl: null, erasedAt: sql`now()` })
    .where(and(eq(offlineMessages.visitorId, visitorId), isNull(offlineMessages.erasedAt)))
    .returning({ departmentId: offlineMessages.departmentId });
  for (const departmentId of new Set(erased.map((message) => message.departmentId))) {
    for (const event of offlineMessagesChanged(await listReaderIds(tx, departmentId))) emit(event);
  }
  return erased.length;
}
