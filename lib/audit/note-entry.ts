import { auditEntries } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { Actor } from "@/lib/context";

/** What is accounted for: done by somebody, to something. `data` holds numbers and settings, never texts of people. */
export type AuditNote = {
  action:
    | "visitor.erased"
    | "visitor.exported"
    | "visitor.blocked"
    | "visitor.unblocked"
    | "identity_secret.rotated"
    | "identity_secret.removed"
    | "tag.merged"
    | "tag.deleted"
    | "webhook.created"
    | "webhook.changed"
    | "webhook.deleted"
    | "webhook.stopped"
    | "webhook_secret.rotated";
  subject?: string;
  data?: Record<string, number | string | boolean>;
};

/** Writes it in the transaction of what it accounts for, so that neither is there without the other. */
export async function noteEntry(
  tx: Transaction,
  actor: Actor,
  { action, subject, data = {} }: AuditNote,
): Promise<void> {
  const actorId = actor.type === "operator" ? actor.operatorId : actor.type === "visitor" ? actor.visitorId : null;
  await tx.insert(auditEntries).values({ action, actorType: actor.type, actorId, subject, data });
}
