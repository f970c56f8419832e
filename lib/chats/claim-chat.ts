import { and, eq, isNull } from "drizzle-orm";
import { legs, operators } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce, appendEvent } from "./append-event";
import { lockChat } from "./lock-chat";
import { getInboxChat } from "./queries";
import type { InboxChatDto } from "./schemas";

/**
 * Takes a queued chat for the acting operator. Claiming a chat that is already one's own changes nothing.
 * @throws DomainError `not_found`, `forbidden` (not their department), `closed`, `conflict` (somebody was faster; `owner`
 * in its data is their name).
 * Emits `event.appended` to both sides and `chat.changed` to the department.
 */
export async function claimChat(ctx: Context<OperatorActor>, chatId: string): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    if (chat.status === "active" && chat.operatorId === actor.operatorId) return getInboxChat(tx, chatId);
    if (chat.status === "closed") throw new DomainError("closed", "This chat is closed");
    if (chat.operatorId) {
      const [owner] = await tx
        .select({ name: operators.name })
        .from(operators)
        .where(eq(operators.id, chat.operatorId));
      throw new DomainError("conflict", "This chat is already taken", { data: { owner: owner?.name ?? "" } });
    }
    const claimed = await appendEvent(
      tx,
      chat,
      { kind: "claimed", senderType: "system", data: { operatorName: actor.name, operatorId: actor.operatorId } },
      { status: "active", operatorId: actor.operatorId, epoch: chat.epoch + 1 },
    );
    await tx
      .update(legs)
      .set({ operatorId: actor.operatorId, assignedAt: claimed.event.createdAt, fromSeq: claimed.event.seq })
      .where(and(eq(legs.chatId, chatId), isNull(legs.releasedAt)));
    await announce(tx, emit, claimed.chat, claimed.event, [chat.epoch, claimed.chat.epoch]);
    return getInboxChat(tx, chatId);
  });
}
