import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { chats, departments, externalVisitors, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { QueueDto } from "@/lib/chats/schemas";
import type { KeyActor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getQueueDtos } from "@/lib/routing/queue";
import type { PublicChatDto } from "./schemas";

/** What a page of chats is limited to. */
export type ChatFilter = {
  limit: number;
  cursor?: string | undefined;
  status?: "queued" | "active" | "closed" | undefined;
  departmentId?: string | undefined;
  externalId?: string | undefined;
};

/** Chats that a key has begun, of visitors whom it speaks for. */
const isOwn = (actor: KeyActor) =>
  sql`exists (select 1 from external_visitors own
    where own.visitor_id = ${chats.visitorId} and own.api_key_id = ${actor.keyId}::uuid)`;

/** A key that reads all chats sees all but erased ones; every other one those that it has begun. */
const visibleTo = (actor: KeyActor) =>
  and(isNull(chats.erasedAt), actor.scopes.includes("chats:read") ? undefined : isOwn(actor));

const select = (db: Db, { keyId }: KeyActor) =>
  db
    .select({
      chat: chats,
      departmentName: departments.name,
      operatorName: operators.name,
      externalId: externalVisitors.externalId,
    })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .leftJoin(operators, eq(operators.id, chats.operatorId))
    .leftJoin(
      externalVisitors,
      and(eq(externalVisitors.visitorId, chats.visitorId), eq(externalVisitors.apiKeyId, keyId)),
    )
    .$dynamic();

type Row = Awaited<ReturnType<typeof select>>[number];

/** A page of chats that are no spam, the newest first. */
export async function listPublicChats(db: Db, actor: KeyActor, filter: ChatFilter) {
  const { limit, cursor, status } = filter;
  const conditions = and(
    isNull(chats.erasedAt),
    isNull(chats.spamAt),
    status && eq(chats.status, status),
    cursor
      ? sql`(${chats.createdAt}, ${chats.id}) < (select b.created_at, b.id from chats b where b.id = ${cursor}::uuid)`
      : undefined,
  );
  const isOfOwn = filter.externalId !== undefined || !actor.scopes.includes("chats:read");
  const page = (isOfOwn ? newestOfKey(actor, filter) : newestOfAll(filter))(conditions);
  const found = await select(db, actor)
    .where(sql`${chats.id} in (${page})`)
    .orderBy(sql`${chats.createdAt} desc`, sql`${chats.id} desc`);
  const items = await toDtos(db, found.slice(0, limit));
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

const NEWEST_FIRST = sql`${chats.createdAt} desc, ${chats.id} desc`;
type Page = (conditions: SQL | undefined) => SQL;

/** From the visitors of a key, or one of them: however many chats of others there are. */
const newestOfKey =
  ({ keyId }: KeyActor, { externalId, departmentId, limit }: ChatFilter): Page =>
  (conditions) =>
    sql`select ${chats.id} from external_visitors e join ${chats} on ${chats.visitorId} = e.visitor_id
      where e.api_key_id = ${keyId}::uuid and ${conditions}
        and ${externalId === undefined ? sql`true` : sql`e.external_id = ${externalId}`}
        and ${departmentId ? eq(chats.departmentId, departmentId) : sql`true`}
      order by ${NEWEST_FIRST} limit ${limit + 1}`;

/** Each department's newest are read by its index, and then put in order. */
const newestOfAll =
  ({ departmentId, limit }: ChatFilter): Page =>
  (conditions) =>
    sql`select newest.id from departments d cross join lateral (
        select ${chats.id} as id, ${chats.createdAt} as created_at from ${chats}
        where ${chats.departmentId} = d.id and ${conditions}
        order by ${NEWEST_FIRST} limit ${limit + 1}) newest
      where ${departmentId ? sql`d.id = ${departmentId}::uuid` : sql`true`}
      order by newest.created_at desc, newest.id desc limit ${limit + 1}`;

/** @throws DomainError `not_found`, also for one that this key may not see */
export async function getPublicChat(db: Db, actor: KeyActor, chatId: string): Promise<PublicChatDto> {
  const found = await select(db, actor).where(and(eq(chats.id, chatId), visibleTo(actor)));
  const [dto] = await toDtos(db, found);
  if (!dto) throw notFound();
  return dto;
}

async function toDtos(db: Db, found: readonly Row[]): Promise<PublicChatDto[]> {
  const waiting = found.flatMap(({ chat }) => (chat.status === "queued" ? [chat.id] : []));
  const queues = await getQueueDtos(db, waiting);
  return found.map((row) => toDto(row, queues.get(row.chat.id)));
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

function toDto({ chat, departmentName, operatorName, externalId }: Row, queue: QueueDto | undefined): PublicChatDto {
  const owner = chat.status === "active" && chat.operatorId;
  return {
    id: chat.id,
    status: chat.status,
    department: { id: chat.departmentId, name: departmentName },
    operator: owner ? { id: owner, name: operatorName ?? "" } : null,
    visitor: {
      id: chat.visitorId,
      externalId,
      name: chat.visitorName,
      email: chat.visitorEmail,
      phone: chat.visitorPhone,
      locale: chat.locale,
    },
    page: { url: chat.pageUrl, title: chat.pageTitle },
    epoch: chat.epoch,
    lastSeq: chat.lastPubSeq,
    queue: queue ? { place: queue.place, estimate: queue.estimate } : null,
    isOnHold: chat.heldAt !== null,
    rating: chat.rating,
    createdAt: chat.createdAt.toISOString(),
    lastMessageAt: iso(chat.lastMessageAt),
    closedAt: iso(chat.closedAt),
  };
}
