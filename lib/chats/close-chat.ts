import { and, eq, isNull } from "drizzle-orm";
import { legs } from "@/db/schema";
import { type Context, commit, type OperatorActor, type VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce, appendEvent } from "./append-event";
import { lockChat } from "./lock-chat";
import { getChatState } from "./queries";
import { mayClose } from "./rules";
import type { ChatStateDto } from "./schemas";

/**
 * Ends a chat, by its visitor, its owner or whoever supervises its department. Ending a closed chat changes nothing.
 * @throws DomainError `not_found`, `forbidden` (another department), `not_owner`.
 * Emits `event.appended` to both sides and `chat.changed` to the department.
 */
export async function closeChat(ctx: Context<VisitorActor | OperatorActor>, chatId: string): Promise<ChatStateDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    if (chat.status === "closed") return getChatState(tx, actor, chatId);
    if (!mayClose(chat, actor)) throw new DomainError("not_owner", "Only its owner ends a chat");
    const reason = actor.type;
    const closed = await appendEvent(
      tx,
      chat,
      {
        kind: "closed",
        senderType: "system",
        data: { reason, ...(actor.type === "operator" && { operatorName: actor.name, operatorId: actor.operatorId }) },
      },
      { status: "closed", closeReason: reason, stamps: ["closedAt"] },
    );
    const leftTheQueue = chat.status === "queued" && actor.type === "visitor";
    await tx
      .update(legs)
      .set({
        releasedAt: closed.event.createdAt,
        reason: leftTheQueue ? "left" : "closed",
        toSeq: closed.event.seq + 1,
      })
      .where(and(eq(legs.chatId, chatId), isNull(legs.releasedAt)));
    await announce(tx, emit, closed.chat, closed.event);
    return getChatState(tx, actor, chatId);
  });
}
