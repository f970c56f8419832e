import type { Actor, OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** Departments and the company are changed by admins only. @throws DomainError `forbidden` */
export function assertManagesDepartments(actor: Actor): asserts actor is OperatorActor {
  if (actor.type !== "operator" || actor.role !== "admin") throw new DomainError("forbidden", "Only admins do this");
}
