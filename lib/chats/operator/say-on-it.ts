import { type Context, commit, type OperatorActor } from "@/lib/context";
import { announce } from "../entries/announce";
import { appendEvent } from "../entries/append-event";
import { assertOwns, lockChat } from "../lock-chat";
import { getInboxChat } from "../queries";
import type { InboxChatDto } from "../schemas";

/**
 * The owner says "I'm on it": one more period before the chat moves on, once per turn of the visitor. With nobody
 * waiting, or said already, nothing changes.
 * @throws DomainError `not_found`, `forbidden`, `closed`, `not_owner` (both with the present state)
 */
export async function sayOnIt(ctx: Context<OperatorActor>, chatId: string): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    await assertOwns(tx, actor, chat);
    if (!chat.awaitingSince || chat.onItAt) return getInboxChat(tx, chatId);
    const { chat: changed, event } = await appendEvent(
      tx,
      chat,
      {
        kind: "on_it",
        senderType: "system",
        data: { operatorName: actor.name, operatorId: actor.operatorId },
        isInternal: true,
      },
      // A chat that could not be moved gets a clock again.
      { overdueSince: null, stamps: ["onItAt"] },
    );
    await announce(tx, emit, changed, event);
    return getInboxChat(tx, chatId);
  });
}
