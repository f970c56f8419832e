import type { Actor, KeyActor, OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** @throws DomainError `forbidden` unless an admin acts, or a program with a key for it */
export function assertManagesWebhooks(actor: Actor): asserts actor is OperatorActor | KeyActor {
  const isAllowed =
    actor.type === "operator"
      ? actor.role === "admin"
      : actor.type === "key" && actor.scopes.includes("webhooks:manage");
  if (!isAllowed) throw new DomainError("forbidden", "Only admins do this");
}
