import { and, eq, isNull } from "drizzle-orm";
import { departmentMembers, operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { readMemberships } from "@/lib/operators/memberships";
import type { OperatorCapacityInput } from "./schemas";

/**
 * Sets how much an operator takes at once, from which types of channels, under which name, and in which line of each of
 * their departments. Chats that they have stay, even above a lower load; what waits is distributed anew.
 * @throws DomainError `forbidden`; `not_found`, also for a deactivated operator.
 * Emits `inbox.changed` to the operator.
 */
export async function updateOperatorCapacity(
  ctx: Context,
  operatorId: string,
  { lines = [], ...input }: OperatorCapacityInput,
): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx, emit, touch) => {
    const isThis = and(eq(operators.id, operatorId), isNull(operators.deactivatedAt));
    const [before] = await tx.select().from(operators).where(isThis).for("no key update");
    if (!before) throw notFound();
    const change = { ...input, name: input.name ?? before.name };
    const wasIn = await readMemberships(tx, operatorId);
    await tx.update(operators).set(change).where(isThis);
    for (const { departmentId, line } of lines) await setLine(tx, { operatorId, departmentId, line });
    const note = { action: "operator.capacity_changed", subject: operatorId, subjectName: change.name } as const;
    await noteChange(tx, ctx.actor, {
      ...note,
      before: { ...shown(before), departments: wasIn },
      after: { ...shown({ ...before, ...change }), departments: await readMemberships(tx, operatorId) },
    });
    emit({ channel: "operator", id: operatorId, name: "inbox.changed", data: { reason: "settings" } });
    touch({ operatorId });
  });
}

type Shown = Pick<typeof operators.$inferSelect, "name" | "maxLoad" | "channelTypes">;
const shown = ({ name, maxLoad, channelTypes }: Shown) => ({ name, maxLoad, channelTypes });

/** Of a department that they have left meanwhile nothing is set. */
const setLine = (tx: Transaction, { operatorId, departmentId, line }: typeof departmentMembers.$inferSelect) =>
  tx
    .update(departmentMembers)
    .set({ line })
    .where(and(eq(departmentMembers.operatorId, operatorId), eq(departmentMembers.departmentId, departmentId)));
