import { and, eq } from "drizzle-orm";
import { type chats, departmentMembers } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";

type ChatRow = typeof chats.$inferSelect;
type Located = Pick<ChatRow, "visitorId" | "departmentId" | "operatorId" | "offeredOperatorId" | "erasedAt">;

/** Admins see every department, everybody else their own. */
export async function canSeeDepartment(db: Db, actor: OperatorActor, departmentId: string): Promise<boolean> {
  if (actor.role === "admin") return true;
  const [member] = await db
    .select({ id: departmentMembers.operatorId })
    .from(departmentMembers)
    .where(and(eq(departmentMembers.departmentId, departmentId), eq(departmentMembers.operatorId, actor.operatorId)));
  return member !== undefined;
}

/** Whose chat it is, or to whom it is offered, sees it in whatever department it stands. */
export const isInvolved = (
  { operatorId }: OperatorActor,
  chat: Pick<Located, "operatorId" | "offeredOperatorId">,
): boolean => chat.operatorId === operatorId || chat.offeredOperatorId === operatorId;

/**
 * @throws DomainError `not_found` for a chat of another visitor, exactly as for one that does not exist; `forbidden` for
 * an operator of another department.
 */
export async function assertCanSeeChat<C extends Located>(
  db: Db,
  actor: VisitorActor | OperatorActor,
  chat: C | undefined,
): Promise<C> {
  if (!chat) throw notFound();
  if (actor.type === "visitor") {
    // Erased: what they wrote at the same moment must not fill it again.
    if (chat.visitorId !== actor.visitorId || chat.erasedAt) throw notFound();
  } else if (!isInvolved(actor, chat) && !(await canSeeDepartment(db, actor, chat.departmentId))) {
    throw new DomainError("forbidden", "This chat belongs to another department");
  }
  return chat;
}
