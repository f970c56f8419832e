import { and, eq, isNull, sql } from "drizzle-orm";
import { invitations, operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { DomainError } from "@/lib/errors";
import { leavesAnAdmin } from "@/lib/operators/rules";

/**
 * Locks the rows of all active admins, always in the same order, so that whoever takes one away sees who is left: two
 * admins who demote each other at once take turns, and the second is refused.
 * @throws DomainError `conflict` when `operatorId` is the last one
 */
export async function assertNotLastAdmin(tx: Transaction, operatorId: string): Promise<void> {
  const admins = await tx
    .select({ id: operators.id })
    .from(operators)
    .where(and(eq(operators.role, "admin"), isNull(operators.deactivatedAt)))
    .orderBy(operators.id)
    .for("update");
  const ids = admins.map(({ id }) => id);
  if (ids.includes(operatorId) && !leavesAnAdmin(ids, operatorId)) {
    throw new DomainError("conflict", "The last admin stays one", { data: { reason: "last_admin" } });
  }
}

/** Whoever is an admin no longer must not get in again by a link that they made before. */
export async function revokeInvitationsBy(tx: Transaction, operatorId: string): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(invitations.invitedById, operatorId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)));
}
