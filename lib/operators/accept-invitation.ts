import { and, eq, isNull, sql } from "drizzle-orm";
import { invitations, operators } from "@/db/schema";
import type { Database } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import { DomainError, notFound } from "@/lib/errors";
import { hashInvitationToken } from "@/lib/operators/invitation-token";
import { readMemberships, replaceMemberships } from "@/lib/operators/memberships";
import type { Licence } from "@/lib/seats/rules";
import { takeSeat } from "@/lib/seats/take-seat";

type NewOperator = { name: string; passwordHash: string };

/**
 * Turns an invitation into an operator with its role and departments (line 1); the link has then been used. Whoever
 * has the link may do this: there is no actor yet.
 * @throws DomainError `not_found` (unknown, used, revoked or expired); `conflict` (the address has an account);
 * `seats_taken`, `trial_over`
 */
export async function acceptInvitation(
  db: Database,
  token: string,
  { name, passwordHash }: NewOperator,
  licence: Licence,
): Promise<{ operatorId: string; email: string }> {
  return db.transaction(async (tx) => {
    // The condition decides between parallel uses: the later one gets no row back.
    const [invitation] = await tx
      .update(invitations)
      .set({ acceptedAt: sql`now()` })
      .where(
        and(
          eq(invitations.tokenHash, hashInvitationToken(token)),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          sql`${invitations.expiresAt} > now()`,
        ),
      )
      .returning();
    if (!invitation) throw notFound();
    // Refused, the invitation is as good as before.
    await takeSeat(tx, licence);
    const { email, role, departmentIds } = invitation;
    const [operator] = await tx
      .insert(operators)
      .values({ name, email, role, passwordHash })
      .onConflictDoNothing()
      .returning({ id: operators.id });
    if (!operator) throw new DomainError("conflict", "This address has an account");
    const memberships = [...new Set(departmentIds)].map((departmentId) => ({ departmentId, line: 1 }));
    await replaceMemberships(tx, operator.id, memberships);
    await noteChange(
      tx,
      { type: "operator", operatorId: operator.id, role, name, sessionId: "" },
      {
        action: "invitation.accepted",
        subject: operator.id,
        subjectName: name,
        before: null,
        after: { name, email, role, departments: await readMemberships(tx, operator.id) },
      },
    );
    return { operatorId: operator.id, email };
  });
}
