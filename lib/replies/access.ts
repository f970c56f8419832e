import type { Db } from "@/db/types";
import { canSeeDepartment } from "@/lib/chats/access";
import type { OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { ReplyScope } from "./schemas";

type Owned = { scope: ReplyScope; operatorId: string | null; departmentId: string | null };

/**
 * Operators change their own replies, supervisors those of their departments, admins those of every department and of the
 * company. Nobody changes the own ones of somebody else.
 * @throws DomainError `forbidden`
 */
export async function assertMayChangeReply(db: Db, actor: OperatorActor, reply: Owned): Promise<void> {
  if (await mayChange(db, actor, reply)) return;
  throw new DomainError("forbidden", "This reply is not yours to change");
}

async function mayChange(db: Db, actor: OperatorActor, { scope, operatorId, departmentId }: Owned): Promise<boolean> {
  if (scope === "personal") return operatorId === actor.operatorId;
  if (scope === "company") return actor.role === "admin";
  if (actor.role === "operator" || departmentId === null) return false;
  return canSeeDepartment(db, actor, departmentId);
}
