import { and, asc, desc, eq, or, sql } from "drizzle-orm";
import { chats } from "@/db/schema";
import type { Db } from "@/db/types";
import { toInboxChatDto } from "@/lib/chats/dto";
import { hasStatus } from "@/lib/chats/has-status";
import { selectChats } from "@/lib/chats/queries";
import type { OperatorActor } from "@/lib/context";
import { assertSupervises, assertSupervisor } from "./access";
import { supervisedBy } from "./list-alerts";
import type { BoardChatsDto, BoardChatsInput } from "./schemas";

const CHATS_MAX = 200;

/**
 * The open chats of a department, or of an operator as far as the reader supervises them.
 * @throws DomainError `forbidden` for an operator, and for a department of others
 */
export async function listBoardChats(db: Db, actor: OperatorActor, wanted: BoardChatsInput): Promise<BoardChatsDto> {
  assertSupervisor(actor);
  if ("departmentId" in wanted) await assertSupervises(db, actor, wanted.departmentId);
  // By status alone, because each has a partial index: closed chats are never looked at.
  const isOpen = or(hasStatus("queued"), hasStatus("active"));
  const whose =
    "departmentId" in wanted
      ? and(isOpen, eq(chats.departmentId, wanted.departmentId))
      : and(hasStatus("active"), eq(chats.operatorId, wanted.operatorId));
  const condition = and(whose, supervisedBy(actor, sql`${chats.departmentId}`));
  const found = await selectChats(db)
    .where(condition)
    .orderBy(
      asc(sql`${chats.status} <> 'queued'`),
      desc(sql`case when ${chats.status} = 'queued' then ${chats.priority} end`),
      asc(sql`case when ${chats.status} = 'queued' then ${chats.queuedSince} else ${chats.awaitingSince} end`),
      asc(chats.id),
    )
    .limit(CHATS_MAX);
  const total = found.length < CHATS_MAX ? found.length : await db.$count(chats, condition);
  return { chats: found.map(toInboxChatDto), total };
}
