import { and, desc, eq, isNull } from "drizzle-orm";
import { chats, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { toBadgeDto } from "@/lib/chats/dto";
import type { VisitorActor } from "@/lib/context";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import type { EarlierChatDto } from "./schemas";

/** Chats of one list. */
const LIST_MAX = 50;

/**
 * The visitor's chats that have ended, newest first, behind this key: with a department's key only that department's, as
 * where they go on (`listVisitorChats`). An unknown key has none.
 */
export async function listEarlierChats(db: Db, actor: VisitorActor, key: string): Promise<EarlierChatDto[]> {
  const target = await findEmbedTarget(db, key);
  if (!target) return [];
  const [only] = target.departments;
  const { id, name, color, logoId } = departments;
  const found = await db
    .select({
      id: chats.id,
      department: { id, name, color, logoId },
      createdAt: chats.createdAt,
      preview: chats.lastMessagePreview,
      by: chats.lastMessageBy,
    })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .where(
      and(
        eq(chats.visitorId, actor.visitorId),
        eq(chats.status, "closed"),
        isNull(chats.erasedAt),
        target.kind === "department" && only ? eq(chats.departmentId, only.id) : undefined,
      ),
    )
    .orderBy(desc(chats.createdAt), desc(chats.id))
    .limit(LIST_MAX);
  return found.map(({ department, createdAt, preview, by, ...row }) => ({
    id: row.id,
    department: toBadgeDto(department),
    createdAt: createdAt.toISOString(),
    lastMessage: by && { preview, by },
  }));
}
