import { and, eq } from "drizzle-orm";
import { departmentMembers } from "@/db/schema";
import type { Db } from "@/db/types";
import type { Actor, OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** @throws DomainError `forbidden` unless an operator of any role acts */
export function assertOperator(actor: Actor): asserts actor is OperatorActor {
  if (actor.type !== "operator") throw new DomainError("forbidden", "Only operators do this");
}

/** Admins handle the messages of every department, everybody else those of their own. @throws DomainError `forbidden` */
export async function assertHandlesDepartment(
  db: Db,
  actor: OperatorActor,
  departmentId: string | null,
): Promise<void> {
  if (actor.role === "admin") return;
  if (departmentId === null) throw new DomainError("forbidden", "Admins handle the company's messages");
  const [member] = await db
    .select({ id: departmentMembers.operatorId })
    .from(departmentMembers)
    .where(and(eq(departmentMembers.departmentId, departmentId), eq(departmentMembers.operatorId, actor.operatorId)));
  if (!member) throw new DomainError("forbidden", "This message belongs to another department");
}
