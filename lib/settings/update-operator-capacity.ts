import { and, eq, isNull } from "drizzle-orm";
import { operators } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import type { OperatorCapacityInput } from "./schemas";

/**
 * Sets how much an operator takes at once, and from which types of channels. Chats that they have stay, even above a
 * lower load; what waits is distributed anew.
 * @throws DomainError `forbidden`; `not_found`, also for a deactivated operator.
 * Emits `inbox.changed` to the operator.
 */
export async function updateOperatorCapacity(
  ctx: Context,
  operatorId: string,
  input: OperatorCapacityInput,
): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx, emit, touch) => {
    const [changed] = await tx
      .update(operators)
      .set(input)
      .where(and(eq(operators.id, operatorId), isNull(operators.deactivatedAt)))
      .returning({ id: operators.id });
    if (!changed) throw notFound();
    emit({ channel: "operator", id: operatorId, name: "inbox.changed", data: { reason: "settings" } });
    touch({ operatorId });
  });
}
