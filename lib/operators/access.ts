import type { Actor, OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** @throws DomainError `forbidden` unless an admin acts */
export function assertAdmin(actor: Actor): asserts actor is OperatorActor & { role: "admin" } {
  if (actor.type !== "operator" || actor.role !== "admin") throw new DomainError("forbidden", "Only admins do this");
}

/** @throws DomainError `forbidden` unless an operator of any role acts */
export function assertOperator(actor: Actor): asserts actor is OperatorActor {
  if (actor.type !== "operator") throw new DomainError("forbidden", "Only operators do this");
}
