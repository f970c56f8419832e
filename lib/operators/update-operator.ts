import { eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { assertNotLastAdmin, revokeInvitationsBy } from "@/lib/operators/admins";
import { replaceMemberships } from "@/lib/operators/memberships";
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
    const [row] = await tx
      .update(operators)
      .set({ role })
      .where(eq(operators.id, operatorId))
      .returning({ id: operators.id });
    if (!row) throw notFound();
    if (role !== "admin") await revokeInvitationsBy(tx, operatorId);
    await replaceMemberships(tx, operatorId, memberships);
    emit({ channel: "operator", id: operatorId, name: "inbox.changed", data: { reason: "membership" } });
    touch({ operatorId });
  });
}
