import { eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { assertNotLastAdmin, revokeInvitationsBy } from "@/lib/operators/admins";
import { readMemberships, replaceMemberships } from "@/lib/operators/memberships";
import type { UpdateOperatorInput } from "@/lib/operators/schemas";

/**
 * Sets role and departments of an operator.
 * @throws DomainError `forbidden`, `not_found`; `conflict` when the last admin would be none
 * Emits `inbox.changed` to the operator. The caller cuts their realtime connections, which were authorised before.
 */
export async function updateOperator(
  ctx: Context,
  operatorId: string,
  { role, memberships }: UpdateOperatorInput,
): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx, emit, touch) => {
    if (role !== "admin") await assertNotLastAdmin(tx, operatorId);
    const [row] = await tx.select().from(operators).where(eq(operators.id, operatorId)).for("no key update");
    if (!row) throw notFound();
    await tx.update(operators).set({ role }).where(eq(operators.id, operatorId));
    const before = { role: row.role, departments: await readMemberships(tx, operatorId) };
    if (role !== "admin") await revokeInvitationsBy(tx, operatorId);
    await replaceMemberships(tx, operatorId, memberships);
    const after = { role, departments: await readMemberships(tx, operatorId) };
    const note = { action: "operator.updated", subject: operatorId, subjectName: row.name } as const;
    await noteChange(tx, ctx.actor, { ...note, before, after });
    emit({ channel: "operator", id: operatorId, name: "inbox.changed", data: { reason: "membership" } });
    touch({ operatorId });
  });
}
