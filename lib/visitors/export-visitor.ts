import { asc, eq, inArray } from "drizzle-orm";
import {
  channelContacts,
  chatEvents,
  chats,
  departments,
  externalVisitors,
  files,
  mailOutbox,
  offlineMessages,
  operators,
  pageVisits,
  visitorBlocks,
  visitorPresences,
} from "@/db/schema";
import type { Db } from "@/db/types";
import { noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { assertAdmin, getVisitor } from "./access";

const iso = (at: Date | null) => at?.toISOString() ?? null;

/**
 * Everything that is stored about a visitor, at one moment, as it is handed to them: no operators' notes about routing,
 * no hashes, and files by name and address. Accounted for in the audit log.
 * @throws DomainError `forbidden`, `not_found` (also for one who was erased)
 */
export async function exportVisitor(ctx: Context<OperatorActor>, visitorId: string) {
  assertAdmin(ctx.actor);
  return commit(ctx, async (tx) => {
    const data = await readVisitor(tx, visitorId);
    const counts = { chats: data.chats.length, offlineMessages: data.offlineMessages.length };
    await noteEntry(tx, ctx.actor, { action: "visitor.exported", subject: visitorId, data: counts });
    return data;
  });
}

export type VisitorExport = Awaited<ReturnType<typeof exportVisitor>>;

async function readVisitor(db: Db, visitorId: string) {
  const visitor = await getVisitor(db, visitorId);
  const owned = await db
    .select({ chat: chats, department: departments.name })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .where(eq(chats.visitorId, visitorId))
    .orderBy(asc(chats.createdAt), asc(chats.id));
  const ids = owned.map(({ chat }) => chat.id);
  const [messages, pages, left, mails, blocks, presences, externals, contacts] = [
    await listMessages(db, ids),
    ids.length > 0
      ? await db.select().from(pageVisits).where(inArray(pageVisits.chatId, ids)).orderBy(asc(pageVisits.seenAt))
      : [],
    await db
      .select({ message: offlineMessages, department: departments.name })
      .from(offlineMessages)
      .leftJoin(departments, eq(departments.id, offlineMessages.departmentId))
      .where(eq(offlineMessages.visitorId, visitorId))
      .orderBy(asc(offlineMessages.createdAt)),
    await db.select().from(mailOutbox).where(eq(mailOutbox.visitorId, visitorId)).orderBy(asc(mailOutbox.createdAt)),
    await db.select().from(visitorBlocks).where(eq(visitorBlocks.visitorId, visitorId)),
    await db.select().from(visitorPresences).where(eq(visitorPresences.visitorId, visitorId)),
    await db.select().from(externalVisitors).where(eq(externalVisitors.visitorId, visitorId)),
    await db.select().from(channelContacts).where(eq(channelContacts.visitorId, visitorId)),
  ];
  return {
    visitor: {
      id: visitor.id,
      identity: visitor.identitySub,
      externalId: externals[0]?.externalId ?? contacts[0]?.externalId ?? null,
      locale: visitor.locale,
      timeZone: visitor.timeZone,
      country: visitor.country,
      firstSeenAt: iso(visitor.createdAt),
      lastSeenAt: iso(visitor.lastSeenAt),
    },
    presence: presences.map((row) => ({
      page: { url: row.pageUrl, title: row.pageTitle, referrer: row.referrer },
      userAgent: row.userAgent,
      arrivedAt: iso(row.arrivedAt),
      seenAt: iso(row.seenAt),
    })),
    chats: owned.map(({ chat, department }) => ({
      id: chat.id,
      department,
      status: chat.status,
      startedAt: iso(chat.createdAt),
      closedAt: iso(chat.closedAt),
      form: { name: chat.visitorName, email: chat.visitorEmail, phone: chat.visitorPhone },
      identity: chat.identity,
      consent: chat.consent,
      page: { url: chat.pageUrl, title: chat.pageTitle, referrer: chat.referrer },
      campaign: chat.utm,
      userAgent: chat.userAgent,
      rating: chat.rating === null ? null : { score: chat.rating, comment: chat.ratingComment, at: iso(chat.ratedAt) },
      pages: pages
        .filter(({ chatId }) => chatId === chat.id)
        .map(({ url, title, seenAt }) => ({ url, title, at: iso(seenAt) })),
      messages: messages.filter(({ chatId }) => chatId === chat.id).map(({ chatId: _, ...message }) => message),
    })),
    offlineMessages: left.map(({ message, department }) => ({
      department,
      name: message.name,
      email: message.email,
      phone: message.phone,
      text: message.body,
      page: message.pageUrl,
      consent: message.consent,
      at: iso(message.createdAt),
    })),
    mails: mails.map(({ to, subject, body, createdAt, sentAt }) => ({
      to,
      subject,
      text: body,
      at: iso(createdAt),
      sentAt: iso(sentAt),
    })),
    blocks: blocks.map(({ reason, createdAt, until, liftedAt }) => ({
      reason,
      at: iso(createdAt),
      until: iso(until),
      liftedAt: iso(liftedAt),
    })),
  };
}

async function listMessages(db: Db, chatIds: string[]) {
  if (chatIds.length === 0) return [];
  const found = await db
    .select({ event: chatEvents, operator: operators.name, file: files })
    .from(chatEvents)
    .leftJoin(files, eq(files.id, chatEvents.fileId))
    .leftJoin(operators, eq(operators.id, chatEvents.senderId))
    .where(inArray(chatEvents.chatId, chatIds))
    .orderBy(asc(chatEvents.chatId), asc(chatEvents.seq));
  return found.map(({ event, operator, file }) => ({
    chatId: event.chatId,
    at: iso(event.createdAt),
    kind: event.kind,
    from: event.senderType,
    operator: event.senderType === "operator" ? operator : null,
    text: event.body,
    note: event.internal?.note ?? null,
    file: file && {
      name: file.name,
      type: file.type,
      bytes: file.size,
      address: file.deletedAt ? null : `/api/chats/${event.chatId}/files/${file.id}`,
    },
  }));
}
