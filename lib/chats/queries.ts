import { and, asc, desc, eq, inArray, isNull, ne, notInArray, or, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { madeOnce } from "@/db/made-once";
import { channels, chats, departmentMembers, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { notFound } from "@/lib/errors";
import { getQueueDtos } from "@/lib/routing/queue";
import { findNoticeText } from "@/lib/settings/maintenance";
import { tagsOfChat } from "@/lib/tags/tags-of-chat";
import type { TimerKind } from "@/lib/timeouts/deadlines";
import { assertCanSeeChat } from "./access";
import { type FullChatRow, type Side, toBadgeDto, toEventDto, toInboxChatDto, toStateDto } from "./dto";
import { EVENTS_PAGE_MAX } from "./input-schemas";
import { listEventsAfter, listEventsBefore } from "./list-events";
import { withOwnReads } from "./lists/own-reads";
import type { ChatStateDto, EventsPageDto, InboxChatDto, QueueDto, VisitorChatDto } from "./schemas";

const VISITOR_CHATS_MAX = 20;

/** One order is both who is taken next and the place that people are told. */
export const queueOrder = [desc(chats.priority), asc(chats.queuedSince), asc(chats.id)];

export const badge = {
  id: departments.id,
  name: departments.name,
  color: departments.color,
  logoId: departments.logoId,
};

export const offered = alias(operators, "offered");
export const offeredDepartment = alias(departments, "offered_department");
/** When a clock of the chat runs out; null while it is not armed. */
export const dueAt = (kind: TimerKind) =>
  sql`(select due_at from timers where timers.chat_id = ${chats.id} and timers.kind = ${kind})`.mapWith(chats.closedAt);

/** Whether an operator is a member of the chat's department. */
export const hasMember = (operatorId: SQLWrapper) =>
  sql<boolean>`exists (select 1 from department_members m
    where m.department_id = ${chats.departmentId} and m.operator_id = ${operatorId})`;

/** Chats with everything that their DTOs are made of. */
export const selectChats = (db: Db) =>
  db
    .select({
      chat: chats,
      department: badge,
      ownerName: operators.name,
      channel: { type: channels.type, name: channels.name },
      offeredName: offered.name,
      offeredDepartmentName: offeredDepartment.name,
      reassignAt: dueAt("reassign"),
      idleWarningAt: dueAt("idle_warning"),
      idleCloseAt: dueAt("idle_close"),
      offerAt: dueAt("offer"),
      isOwnerMember: hasMember(chats.operatorId),
      tags: tagsOfChat,
    })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .innerJoin(channels, eq(channels.id, chats.channelId))
    .leftJoin(operators, eq(operators.id, chats.operatorId))
    .leftJoin(offered, eq(offered.id, chats.offeredOperatorId))
    .leftJoin(offeredDepartment, eq(offeredDepartment.id, chats.offeredDepartmentId))
    .$dynamic();

export const sideOf = (actor: VisitorActor | OperatorActor): Side => actor.type;

const chatById = madeOnce((db) =>
  selectChats(db)
    .where(eq(chats.id, sql.placeholder("chatId")))
    .prepare(""),
);

async function findWithOwner(db: Db, actor: VisitorActor | OperatorActor, chatId: string) {
  const [row] = await chatById(db).execute({ chatId });
  await assertCanSeeChat(db, actor, row?.chat);
  if (!row) throw notFound();
  return row;
}

/** A chat as the inbox's lists show it. */
export type InboxRow = { dto: InboxChatDto; isOwnerMember: boolean };

/** The inbox's rows of chats, by id, without asking who looks: for events to departments, of which an owner may be no member. */
export async function listInboxRows(db: Db, chatIds: readonly string[]): Promise<Map<string, InboxRow>> {
  if (chatIds.length === 0) return new Map();
  const found = await selectChats(db).where(inArray(chats.id, [...chatIds]));
  return new Map(found.map((row) => [row.chat.id, { dto: toInboxChatDto(row), isOwnerMember: row.isOwnerMember }]));
}

export async function getInboxChat(db: Db, chatId: string): Promise<InboxChatDto> {
  const row = (await listInboxRows(db, [chatId])).get(chatId);
  if (!row) throw notFound();
  return row.dto;
}

/** @throws DomainError `not_found`, `forbidden` */
export async function getChat(
  db: Db,
  actor: VisitorActor | OperatorActor,
  chatId: string,
): Promise<VisitorChatDto | InboxChatDto> {
  const row = await findWithOwner(db, actor, chatId);
  if (actor.type === "visitor") return toVisitorChat(db, row, await queueOf(db, row.chat));
  const [chat] = await withOwnReads(db, actor, [row]);
  return chat ?? toInboxChatDto(row);
}

const toVisitorChat = async (db: Db, row: FullChatRow, queue: QueueDto | null): Promise<VisitorChatDto> => ({
  id: row.chat.id,
  state: toStateDto(row, "visitor", queue),
  department: toBadgeDto(row.department),
  createdAt: row.chat.createdAt.toISOString(),
  notice: await findNoticeText(db, row.chat.departmentId, row.chat.locale),
});

/** Places of those that wait, in one read. */
const queuesOf = (db: Db, found: readonly { chat: Pick<FullChatRow["chat"], "id" | "status"> }[]) =>
  getQueueDtos(
    db,
    found.filter(({ chat }) => chat.status === "queued").map(({ chat }) => chat.id),
  );

async function queueOf(db: Db, chat: Pick<FullChatRow["chat"], "id" | "status">): Promise<QueueDto | null> {
  return (await queuesOf(db, [{ chat }])).get(chat.id) ?? null;
}

/** @throws DomainError `not_found`, `forbidden` */
export async function getChatState(db: Db, actor: VisitorActor | OperatorActor, chatId: string): Promise<ChatStateDto> {
  const row = await findWithOwner(db, actor, chatId);
  return toStateDto(row, sideOf(actor), actor.type === "visitor" ? await queueOf(db, row.chat) : null);
}

/** Where in a timeline to read: what came after a number, or what came before one. */
export type EventsRange = { limit: number } & ({ after: number } | { before: number });

/**
 * A page of the timeline for catching up, or for going back. The state is read before the entries, so it is never newer than what a client
 * gets by asking again.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function getEventsPage(
  db: Db,
  actor: VisitorActor | OperatorActor,
  chatId: string,
  range: EventsRange,
): Promise<EventsPageDto> {
  const side = sideOf(actor);
  const state = await getChatState(db, actor, chatId);
  const size = Math.min(range.limit, EVENTS_PAGE_MAX);
  if ("before" in range) {
    const rows = await listEventsBefore(db, side, chatId, range.before, size + 1);
    const events = rows.slice(-size).flatMap((row) => toEventDto(row, side) ?? []);
    return { events, upto: events.at(-1)?.seq ?? 0, hasMore: rows.length > size, state };
  }
  const rows = await listEventsAfter(db, side, chatId, range.after, size + 1);
  const events = rows.slice(0, size).flatMap((row) => toEventDto(row, side) ?? []);
  return { events, upto: events.at(-1)?.seq ?? range.after, hasMore: rows.length > size, state };
}

/**
 * The chats that a visitor may go on with behind this key: with a department's key only that department's, so that its
 * snippet leads to its own form. Open ones first, newest first. An unknown key has none.
 */
export async function listVisitorChats(db: Db, actor: VisitorActor, key: string): Promise<VisitorChatDto[]> {
  const target = await findEmbedTarget(db, key);
  if (!target) return [];
  const [only] = target.departments;
  const rows = await selectChats(db)
    .where(
      and(
        eq(chats.visitorId, actor.visitorId),
        isNull(chats.erasedAt),
        target.kind === "department" && only ? eq(chats.departmentId, only.id) : undefined,
      ),
    )
    .orderBy(asc(sql`${chats.status} = 'closed'`), desc(chats.createdAt), desc(chats.id))
    .limit(VISITOR_CHATS_MAX);
  const queues = await queuesOf(db, rows);
  return Promise.all(rows.map((row) => toVisitorChat(db, row, queues.get(row.chat.id) ?? null)));
}

/** Whether the visitor has an open chat behind a key that their page does not follow: an operator has written to them. */
export async function hasOtherOpenChat(
  db: Db,
  { visitorId }: VisitorActor,
  { key = "", chatIds }: { key?: string | undefined; chatIds: readonly string[] },
): Promise<boolean> {
  const isBehind = sql`(exists (select 1 from company where key = ${key})
    or ${chats.departmentId} = (select id from departments where key = ${key}))`;
  const isOther = chatIds.length > 0 ? notInArray(chats.id, [...chatIds]) : undefined;
  return (
    (await db.$count(chats, and(eq(chats.visitorId, visitorId), ne(chats.status, "closed"), isOther, isBehind))) > 0
  );
}

/** States of those of the named chats that the actor may see; the others are left out without a word. */
export async function listChatStates(
  db: Db,
  actor: VisitorActor | OperatorActor,
  chatIds: string[],
): Promise<Record<string, ChatStateDto>> {
  if (chatIds.length === 0) return {};
  const rows = await selectChats(db).where(and(inArray(chats.id, chatIds), visibleTo(db, actor)));
  const queues = actor.type === "visitor" ? await queuesOf(db, rows) : new Map<string, QueueDto>();
  return Object.fromEntries(
    rows.map((row) => [row.chat.id, toStateDto(row, sideOf(actor), queues.get(row.chat.id) ?? null)]),
  );
}

/** The chats that an actor may see, as a condition. */
export function visibleTo(db: Db, actor: VisitorActor | OperatorActor) {
  if (actor.type === "visitor") return and(eq(chats.visitorId, actor.visitorId), isNull(chats.erasedAt));
  if (actor.role === "admin") return undefined;
  const own = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, actor.operatorId));
  return or(
    inArray(chats.departmentId, own),
    eq(chats.operatorId, actor.operatorId),
    eq(chats.offeredOperatorId, actor.operatorId),
  );
}
