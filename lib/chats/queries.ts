import { and, asc, count, desc, eq, gt, inArray, sql } from "drizzle-orm";
import { chatEvents, chats, departmentMembers, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { notFound } from "@/lib/errors";
import { assertCanSeeChat } from "./access";
import { type EventRow, type Side, toBadgeDto, toEventDto, toInboxChatDto, toStateDto } from "./dto";
import {
  type ChatStateDto,
  EVENTS_PAGE_MAX,
  type EventsPageDto,
  type InboxChatDto,
  type InboxDto,
  type VisitorChatDto,
} from "./schemas";

const WAITING_MAX = 500;
const MINE_MAX = 200;
const VISITOR_CHATS_MAX = 20;

/** One order is both who is taken next and the place that people are told. */
export const queueOrder = [desc(chats.priority), asc(chats.queuedSince), asc(chats.id)];

const badge = { id: departments.id, name: departments.name, color: departments.color, logoId: departments.logoId };

const withDepartmentAndOwner = (db: Db) =>
  db
    .select({ chat: chats, department: badge, ownerName: operators.name })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .leftJoin(operators, eq(operators.id, chats.operatorId))
    .$dynamic();

export const sideOf = (actor: VisitorActor | OperatorActor): Side => actor.type;

async function findWithOwner(db: Db, actor: VisitorActor | OperatorActor, chatId: string) {
  const [row] = await withDepartmentAndOwner(db).where(eq(chats.id, chatId));
  await assertCanSeeChat(db, actor, row?.chat);
  if (!row) throw notFound();
  return row;
}

/** The inbox's row of a chat, without asking who looks: for events to its department. */
export async function getInboxChat(db: Db, chatId: string): Promise<InboxChatDto> {
  const [row] = await withDepartmentAndOwner(db).where(eq(chats.id, chatId));
  if (!row) throw notFound();
  return toInboxChatDto(row);
}

/** @throws DomainError `not_found`, `forbidden` */
export async function getChat(
  db: Db,
  actor: VisitorActor | OperatorActor,
  chatId: string,
): Promise<VisitorChatDto | InboxChatDto> {
  const row = await findWithOwner(db, actor, chatId);
  return actor.type === "operator" ? toInboxChatDto(row) : toVisitorChat(row);
}

type ChatWithDepartment = Awaited<ReturnType<typeof findWithOwner>>;

const toVisitorChat = ({ chat, department, ownerName }: ChatWithDepartment): VisitorChatDto => ({
  id: chat.id,
  state: toStateDto(chat, ownerName, "visitor"),
  department: toBadgeDto(department),
  createdAt: chat.createdAt.toISOString(),
});

/** @throws DomainError `not_found`, `forbidden` */
export async function getChatState(db: Db, actor: VisitorActor | OperatorActor, chatId: string): Promise<ChatStateDto> {
  const { chat, ownerName } = await findWithOwner(db, actor, chatId);
  return toStateDto(chat, ownerName, sideOf(actor));
}

/** Entries numbered above `after` in the actor's numbering, oldest first. */
export async function listEventsAfter(
  db: Db,
  side: Side,
  chatId: string,
  after: number,
  limit: number,
): Promise<EventRow[]> {
  const number = side === "operator" ? chatEvents.seq : chatEvents.pubSeq;
  const rows = await db
    .select({ event: chatEvents, senderName: operators.name })
    .from(chatEvents)
    .leftJoin(operators, and(eq(operators.id, chatEvents.senderId), eq(chatEvents.senderType, "operator")))
    .where(and(eq(chatEvents.chatId, chatId), gt(number, after)))
    .orderBy(asc(number))
    .limit(limit);
  return rows.map(({ event, senderName }) => ({ ...event, senderName }));
}

/**
 * A page of the timeline for catching up. The state is read before the entries, so it is never newer than what a client
 * gets by asking again.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function getEventsPage(
  db: Db,
  actor: VisitorActor | OperatorActor,
  chatId: string,
  { after, limit }: { after: number; limit: number },
): Promise<EventsPageDto> {
  const side = sideOf(actor);
  const state = await getChatState(db, actor, chatId);
  const size = Math.min(limit, EVENTS_PAGE_MAX);
  const rows = await listEventsAfter(db, side, chatId, after, size + 1);
  const events = rows.slice(0, size).flatMap((row) => toEventDto(row, side) ?? []);
  return { events, upto: events.at(-1)?.seq ?? after, hasMore: rows.length > size, state };
}

/**
 * The chats that a visitor may go on with behind this key: with a department's key only that department's, so that its
 * snippet leads to its own form. Open ones first, newest first. An unknown key has none.
 */
export async function listVisitorChats(db: Db, actor: VisitorActor, key: string): Promise<VisitorChatDto[]> {
  const target = await findEmbedTarget(db, key);
  if (!target) return [];
  const [only] = target.departments;
  const rows = await withDepartmentAndOwner(db)
    .where(
      and(
        eq(chats.visitorId, actor.visitorId),
        target.kind === "department" && only ? eq(chats.departmentId, only.id) : undefined,
      ),
    )
    .orderBy(asc(sql`${chats.status} = 'closed'`), desc(chats.createdAt), desc(chats.id))
    .limit(VISITOR_CHATS_MAX);
  return rows.map(toVisitorChat);
}

/** Everything that the inbox shows at first: own departments, their queue and the operator's open chats. */
export async function getInbox(db: Db, actor: OperatorActor): Promise<InboxDto> {
  const mine = await db
    .select({ ...badge, hidden: departments.hidden, disabled: departments.disabled })
    .from(departments)
    .innerJoin(departmentMembers, eq(departmentMembers.departmentId, departments.id))
    .where(eq(departmentMembers.operatorId, actor.operatorId))
    .orderBy(asc(departments.position), sql`lower(${departments.name})`);
  const [me] = await db.select({ intent: operators.intent }).from(operators).where(eq(operators.id, actor.operatorId));
  const ids = mine.map(({ id }) => id);
  const queued = and(eq(chats.status, "queued"), ids.length > 0 ? inArray(chats.departmentId, ids) : sql`false`);
  const waiting = await withDepartmentAndOwner(db)
    .where(queued)
    .orderBy(...queueOrder)
    .limit(WAITING_MAX);
  const [waitingCount] = await db.select({ chats: count() }).from(chats).where(queued);
  const own = await withDepartmentAndOwner(db)
    .where(and(eq(chats.operatorId, actor.operatorId), eq(chats.status, "active")))
    .orderBy(desc(chats.lastMessageAt))
    .limit(MINE_MAX);
  return {
    operator: { id: actor.operatorId, name: actor.name, role: actor.role, intent: me?.intent ?? "offline" },
    departments: mine.map((row) => ({ ...toBadgeDto(row), hidden: row.hidden, disabled: row.disabled })),
    waiting: waiting.map(toInboxChatDto),
    mine: own.map(toInboxChatDto),
    waitingCount: waitingCount?.chats ?? 0,
  };
}

/** States of those of the named chats that the actor may see; the others are left out without a word. */
export async function listChatStates(
  db: Db,
  actor: VisitorActor | OperatorActor,
  chatIds: string[],
): Promise<Record<string, ChatStateDto>> {
  if (chatIds.length === 0) return {};
  const rows = await withDepartmentAndOwner(db).where(and(inArray(chats.id, chatIds), visibleTo(db, actor)));
  return Object.fromEntries(rows.map(({ chat, ownerName }) => [chat.id, toStateDto(chat, ownerName, sideOf(actor))]));
}

/** The chats that an actor may see, as a condition. */
function visibleTo(db: Db, actor: VisitorActor | OperatorActor) {
  if (actor.type === "visitor") return eq(chats.visitorId, actor.visitorId);
  if (actor.role === "admin") return undefined;
  const own = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, actor.operatorId));
  return inArray(chats.departmentId, own);
}
