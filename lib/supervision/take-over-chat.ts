import { lockChat, refusal } from "@/lib/chats/lock-chat";
import { takeFromOwner } from "@/lib/chats/operator/take-from-owner";
import { getInboxChat } from "@/lib/chats/queries";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { assertSupervises } from "./access";
import type { TakeOverInput } from "./schemas";

/**
 * A supervisor takes a chat from the operator who has it, whatever their own load: a person decides. `epoch` says from
 * whom they think that they take it: whoever else was faster meanwhile (another supervisor, a reassignment, a transfer)
 * wins. A chat that is theirs already stays so.
 * @throws DomainError `not_found`; `forbidden` (no supervisor of its department); `closed`; `conflict` when somebody else
 * has it by now, or nobody (`owner` in its data is their name); the last two with the present state
 * Emits `event.appended` to both sides, `chat.changed` to everybody whose lists it concerns, `chat.taken` to the former owner.
 */
export async function takeOverChat(
  ctx: Context<OperatorActor>,
  chatId: string,
  { epoch }: TakeOverInput,
): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    await assertSupervises(tx, actor, chat.departmentId);
    if (chat.status === "closed") throw await refusal(tx, actor, chatId, "closed", "This chat is closed");
    const { operatorId } = chat;
    if (operatorId === actor.operatorId) return getInboxChat(tx, chatId);
    if (operatorId === null || chat.epoch !== epoch) {
      throw await refusal(tx, actor, chatId, "conflict", "Somebody else was faster");
    }
    await takeFromOwner({ tx, emit, touch }, { ...chat, operatorId }, actor, "takenOver");
    return getInboxChat(tx, chatId);
  });
}
