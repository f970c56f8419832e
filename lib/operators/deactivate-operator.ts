import { eq, sql } from "drizzle-orm";
import { operators } from "@/db/schema";
import { noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { assertNotLastAdmin, revokeInvitationsBy } from "@/lib/operators/admins";
import { endSessions } from "@/lib/operators/sessions";
import type { Licence } from "@/lib/seats/rules";
import { takeSeat } from "@/lib/seats/take-seat";

/**
 * Takes away an operator's access: ends their sessions and makes them unreachable. Departments and history stay, for
 * the day they come back; their open chats go back to the queue with the next sweep. Repeating it does no harm.
 * @throws DomainError `forbidden`, `not_found`; `conflict` when it is the last admin
 * The caller cuts their realtime connections.
 */
export async function deactivateOperator(ctx: Context, operatorId: string): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    await assertNotLastAdmin(tx, operatorId);
    const [row] = await tx.select().from(operators).where(eq(operators.id, operatorId)).for("no key update");
    if (!row) throw notFound();
    await tx
      .update(operators)
      .set({ deactivatedAt: sql`coalesce(${operators.deactivatedAt}, now())`, lastPulseAt: null })
      .where(eq(operators.id, operatorId));
    await endSessions(tx, operatorId);
    await revokeInvitationsBy(tx, operatorId);
    if (row.deactivatedAt) return;
    await noteEntry(tx, ctx.actor, { action: "operator.deactivated", subject: operatorId, subjectName: row.name });
  });
}

/**
 * Gives access back; sessions of before stay ended.
 * @throws DomainError `forbidden`, `not_found`, `seats_taken`, `trial_over`
 */
export async function reactivateOperator(ctx: Context, operatorId: string, licence: Licence): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    const [row] = await tx.select().from(operators).where(eq(operators.id, operatorId)).for("no key update");
    if (!row) throw notFound();
    if (!row.deactivatedAt) return;
    await takeSeat(tx, licence);
    await tx.update(operators).set({ deactivatedAt: null }).where(eq(operators.id, operatorId));
    await noteEntry(tx, ctx.actor, { action: "operator.reactivated", subject: operatorId, subjectName: row.name });
  });
}
