import { and, eq, isNull, sql } from "drizzle-orm";
import { invitations, operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteChange, noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { createInvitationToken } from "@/lib/operators/invitation-token";
import { INVITATION_TTL_DAYS } from "@/lib/operators/rules";
import type { InviteOperatorInput } from "@/lib/operators/schemas";

const expiresAt = sql`now() + ${INVITATION_TTL_DAYS} * interval '1 day'`;

/**
 * Makes an invitation and returns the token of its link, which is known only now. Earlier links to the same address
 * stop working.
 * @throws DomainError `forbidden`; `invalid` (field `email`) when the address has an account
 */
export async function inviteOperator(
  ctx: Context,
  { email, role, departmentIds }: InviteOperatorInput,
): Promise<{ token: string }> {
  const { actor } = ctx;
  assertAdmin(actor);
  const { token, tokenHash } = createInvitationToken();
  await commit(ctx, async (tx) => {
    await lockAddress(tx, email);
    await assertNoAccount(tx, email);
    await tx
      .update(invitations)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(invitations.email, email), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)));
    const [made] = await tx
      .insert(invitations)
      .values({ tokenHash, email, role, departmentIds, invitedById: actor.operatorId, expiresAt })
      .returning({ id: invitations.id });
    const note = { action: "invitation.created", subject: made?.id, subjectName: email } as const;
    await noteChange(tx, actor, { ...note, before: null, after: { email, role, departmentIds } });
  });
  return { token };
}

/**
 * Gives an invitation a new link and the full time again; the old link stops working.
 * @throws DomainError `forbidden`; `not_found` (accepted or revoked meanwhile); `invalid` (the address has an account)
 */
export async function renewInvitation(ctx: Context, invitationId: string): Promise<{ email: string; token: string }> {
  const { actor } = ctx;
  assertAdmin(actor);
  const { token, tokenHash } = createInvitationToken();
  const email = await commit(ctx, async (tx) => {
    const [row] = await tx
      .update(invitations)
      .set({ tokenHash, expiresAt, invitedById: actor.operatorId })
      .where(and(eq(invitations.id, invitationId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
      .returning({ email: invitations.email });
    if (!row) throw notFound();
    await assertNoAccount(tx, row.email);
    await noteEntry(tx, actor, { action: "invitation.renewed", subject: invitationId, subjectName: row.email });
    return row.email;
  });
  return { email, token };
}

/** Makes a link worthless. @throws DomainError `forbidden`; `not_found` (accepted or revoked already) */
export async function revokeInvitation(ctx: Context, invitationId: string): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    const [row] = await tx
      .update(invitations)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(invitations.id, invitationId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
      .returning({ email: invitations.email });
    if (!row) throw notFound();
    await noteEntry(tx, ctx.actor, { action: "invitation.revoked", subject: invitationId, subjectName: row.email });
  });
}

/** Two admins who invite the same person at once take turns, so that one link works afterwards, not two. */
async function lockAddress(tx: Transaction, email: string) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`invite ${email}`}, 0))`);
}

async function assertNoAccount(tx: Transaction, email: string) {
  const [taken] = await tx
    .select({ id: operators.id })
    .from(operators)
    .where(eq(sql`lower(${operators.email})`, email));
  if (taken) throw new DomainError("invalid", "This address has an account", { fields: { email: "emailTaken" } });
}
