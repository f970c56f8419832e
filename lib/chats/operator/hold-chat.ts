import { type Context, commit, type OperatorActor } from "@/lib/context";
import { announce } from "../entries/announce";
import { appendEvent } from "../entries/append-event";
import { assertOwns, lockChat } from "../lock-chat";
import { getInboxChat } from "../queries";
import type { InboxChatDto } from "../schemas";

/**
 * Parks a chat of the acting operator, or takes it up again: while it is on hold no timeout touches it and it takes no slot.
 * Doing what is done already changes nothing. Taking it up may exceed the operator's max load: they decide.
 * @throws DomainError `not_found`, `forbidden`, `closed`, `not_owner` (both with the present state)
 * Emits `event.appended` to both sides and `chat.changed`.
 */
export async function holdChat(ctx: Context<OperatorActor>, chatId: string, held: boolean): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    await assertOwns(tx, actor, chat);
    if ((chat.heldAt !== null) === held) return getInboxChat(tx, chatId);
    const { chat: changed, event } = await appendEvent(
      tx,
      chat,
      {
        kind: held ? "held" : "resumed",
        senderType: "system",
        data: { operatorName: actor.name, operatorId: actor.operatorId },
      },
      // The clocks begin anew when the chat is taken up: the time on hold was agreed.
      held
        ? { overdueSince: null, snoozedUntil: null, stamps: ["heldAt"] }
        : { heldAt: null, snoozedUntil: null, stamps: ["assignedAt", "idleSince"] },
    );
    await announce(tx, emit, changed, event);
    touch({ operatorId: actor.operatorId });
    return getInboxChat(tx, chatId);
  });
}
