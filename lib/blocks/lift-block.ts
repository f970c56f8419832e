import { and, eq, isNull, sql } from "drizzle-orm";
import { visitorBlocks } from "@/db/schema";
import { noteEntry } from "@/lib/audit/note-entry";
import { canSeeDepartment } from "@/lib/chats/access";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import type { OperatorRole } from "@/lib/operators/schemas";

/** @throws DomainError `forbidden`: operators block, and whoever supervises sees the list and takes blocks back */
export function assertLiftsBlocks({ role }: { role: OperatorRole }): void {
  if (role === "operator") throw new DomainError("forbidden", "Supervisors and admins lift blocks");
}

/**
 * Takes a block back, with the address in it. Lifting one that is lifted changes nothing.
 * @throws DomainError `not_found`, `forbidden` (an operator, or a supervisor of other departments)
 */
export async function liftBlock(ctx: Context<OperatorActor>, blockId: string): Promise<void> {
  const { actor } = ctx;
  assertLiftsBlocks(actor);
  await commit(ctx, async (tx) => {
    const [block] = await tx.select().from(visitorBlocks).where(eq(visitorBlocks.id, blockId)).for("update");
    if (!block) throw notFound();
    const isOwn = block.departmentId ? await canSeeDepartment(tx, actor, block.departmentId) : actor.role === "admin";
    if (!isOwn) throw new DomainError("forbidden", "This block was made in another department");
    const lifted = await tx
      .update(visitorBlocks)
      .set({ liftedAt: sql`now()`, liftedById: actor.operatorId, addressHash: null, addressUntil: null })
      .where(and(eq(visitorBlocks.id, blockId), isNull(visitorBlocks.liftedAt)))
      .returning({ id: visitorBlocks.id });
    if (lifted.length > 0) await noteEntry(tx, actor, { action: "visitor.unblocked", subject: block.visitorId });
  });
}
