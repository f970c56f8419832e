import { and, asc, count, desc, eq, exists, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { chatEvents, chats, departmentMembers, departments, mentions, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { assertCanSeeChat } from "@/lib/chats/access";
import { toBadgeDto, visitorNameOf } from "@/lib/chats/dto";
import { PREVIEW_MAX } from "@/lib/chats/input-schemas";
import { badge, visibleTo } from "@/lib/chats/queries";
import type { OperatorActor } from "@/lib/context";
import { PRESENCE_TTL_MS } from "@/lib/routing/rules";
import { preview } from "@/lib/text";
import type { MentionableDto, MentionDto, MentionsDto } from "./schemas";

const MENTIONABLE_MAX = 500;
const MENTIONS_MAX = 50;

type Located = Pick<typeof chats.$inferSelect, "departmentId" | "operatorId" | "offeredOperatorId">;

/** Active operators who may see a chat, as a condition on `operators`; the same as `assertCanSeeChat` asks of each. */
export function mayBeNamed(db: Db, { departmentId, operatorId, offeredOperatorId }: Located, more?: SQL) {
  const membership = db
    .select({ id: departmentMembers.operatorId })
    .from(departmentMembers)
    .where(and(eq(departmentMembers.departmentId, departmentId), eq(departmentMembers.operatorId, operators.id)));
  const maySee = or(
    eq(operators.role, "admin"),
    operatorId ? eq(operators.id, operatorId) : undefined,
    offeredOperatorId ? eq(operators.id, offeredOperatorId) : undefined,
    exists(membership),
  );
  return and(isNull(operators.deactivatedAt), maySee, more);
}

/**
 * Whom a note of this chat may name, by name.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function listMentionable(db: Db, actor: OperatorActor, chatId: string): Promise<MentionableDto[]> {
  const [row] = await db.select().from(chats).where(eq(chats.id, chatId));
  const chat = await assertCanSeeChat(db, actor, row);
  return db
    .select({
      id: operators.id,
      name: operators.name,
      intent: operators.intent,
      isReachable: sql<boolean>`coalesce(${operators.lastPulseAt} > now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000}), false)`,
    })
    .from(operators)
    .where(mayBeNamed(db, chat))
    .orderBy(sql`lower(${operators.name})`, asc(operators.id))
    .limit(MENTIONABLE_MAX);
}

const author = alias(operators, "author");

/** The newest notes that name the operator, in chats that they may see now; and how many they have not seen. */
export async function listMentions(db: Db, actor: OperatorActor): Promise<MentionsDto> {
  const rows = await db
    .select({ mention: mentions, chat: chats, department: badge, body: chatEvents.body, byName: author.name })
    .from(mentions)
    .innerJoin(chats, eq(chats.id, mentions.chatId))
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .innerJoin(chatEvents, and(eq(chatEvents.chatId, mentions.chatId), eq(chatEvents.seq, mentions.seq)))
    .leftJoin(author, eq(author.id, chatEvents.senderId))
    .where(and(eq(mentions.operatorId, actor.operatorId), visibleTo(db, actor)))
    .orderBy(desc(mentions.createdAt), desc(mentions.seq))
    .limit(MENTIONS_MAX);
  const found = rows.map(
    ({ mention, chat, department, body, byName }): MentionDto => ({
      chatId: mention.chatId,
      seq: mention.seq,
      byName: byName ?? "",
      department: toBadgeDto(department),
      visitorName: visitorNameOf(chat),
      preview: preview(body ?? "", PREVIEW_MAX),
      at: mention.createdAt.toISOString(),
      isRead: mention.readAt !== null,
    }),
  );
  return { mentions: found, unread: await countUnreadMentions(db, actor) };
}

/** How many, as a query: of chats that the operator may see now, for what they cannot open any more must not stay on their count. */
export const unreadMentions = (db: Db, actor: OperatorActor) =>
  db
    .select({ unread: count() })
    .from(mentions)
    .innerJoin(chats, eq(chats.id, mentions.chatId))
    .where(and(eq(mentions.operatorId, actor.operatorId), isNull(mentions.readAt), visibleTo(db, actor)));

export async function countUnreadMentions(db: Db, actor: OperatorActor): Promise<number> {
  const [row] = await unreadMentions(db, actor);
  return row?.unread ?? 0;
}
