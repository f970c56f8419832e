import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { offlineMessages } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { assertHandlesDepartment, assertOperator } from "./access";
import { listReaderIds, offlineMessagesChanged } from "./inbox-events";
import { findOfflineMessage } from "./queries";
import type { OfflineMessageDto } from "./schemas";

/**
 * Marks an offline message as handled by the operator, or takes that back. Asking for what is so already changes
 * nothing, but who marks what somebody else has handled is told so: of two who answer at once, the later one knows.
 * @throws DomainError `not_found`, `forbidden`; `conflict` with `data.handledBy` when somebody else handled it
 * Emits `inbox.changed` to the members of the department.
 */
export async function setHandled(ctx: Context, messageId: string, handled: boolean): Promise<OfflineMessageDto> {
  const { actor } = ctx;
  assertOperator(actor);
  return commit(ctx, async (tx, emit) => {
    const [found] = await tx
      .select({ departmentId: offlineMessages.departmentId })
      .from(offlineMessages)
      .where(eq(offlineMessages.id, messageId));
    if (!found) throw notFound();
    await assertHandlesDepartment(tx, actor, found.departmentId);
    const { handledAt, handledById, id } = offlineMessages;
    const changed = await tx
      .update(offlineMessages)
      .set(handled ? { handledAt: sql`now()`, handledById: actor.operatorId } : { handledAt: null, handledById: null })
      .where(and(eq(id, messageId), handled ? isNull(handledAt) : isNotNull(handledAt)))
      .returning({ id });
    const message = await findOfflineMessage(tx, messageId);
    if (!message) throw notFound();
    if (changed.length > 0) {
      for (const event of offlineMessagesChanged(await listReaderIds(tx, found.departmentId))) emit(event);
    } else if (handled) {
      const isOwn = (await tx.$count(offlineMessages, and(eq(id, messageId), eq(handledById, actor.operatorId)))) > 0;
      if (!isOwn) {
        throw new DomainError("conflict", "Somebody else has handled it", { data: { handledBy: message.handledBy } });
      }
    }
    return message;
  });
}
