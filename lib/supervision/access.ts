import type { Db } from "@/db/types";
import { canSeeDepartment } from "@/lib/chats/access";
import type { OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** Supervisors watch over their own departments, admins over all. @throws DomainError `forbidden` */
export async function assertSupervises(db: Db, actor: OperatorActor, departmentId: string): Promise<void> {
  assertSupervisor(actor);
  if (!(await canSeeDepartment(db, actor, departmentId))) {
    throw new DomainError("forbidden", "This department is supervised by others");
  }
}

/** @throws DomainError `forbidden` for an operator */
export function assertSupervisor({ role }: OperatorActor): void {
  if (role === "operator") throw new DomainError("forbidden", "Only supervisors and admins do this");
}
