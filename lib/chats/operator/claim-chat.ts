import { type Context, commit, type OperatorActor } from "@/lib/context";
import { decidedByPerson } from "@/lib/routing/rules";
import { giveToOperator } from "../change-owner";
import { lockChat, refusal } from "../lock-chat";
import { getInboxChat } from "../queries";
import type { InboxChatDto } from "../schemas";
import { factsOf } from "./facts-of";

/**
 * Takes a queued chat for the acting operator, whatever their load: a person decides. Claiming a chat that is already
 * one's own changes nothing.
 * @throws DomainError `not_found`, `forbidden` (not their department), `closed`, `conflict` (somebody was faster; `owner`
 * in its data is their name); the last two with the present state.
 * Emits `event.appended` to both sides and `chat.changed` to the department.
 */
export async function claimChat(ctx: Context<OperatorActor>, chatId: string): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    if (chat.status === "active" && chat.operatorId === actor.operatorId) return getInboxChat(tx, chatId);
    if (chat.status === "closed") throw await refusal(tx, actor, chatId, "closed", "This chat is closed");
    if (chat.operatorId) throw await refusal(tx, actor, chatId, "conflict", "This chat is already taken");
    const chosen = await factsOf(tx, actor, chat.departmentId);
    await giveToOperator({ tx, emit, touch }, chat, {
      kind: "claimed",
      operator: actor,
      decision: decidedByPerson("accepted", chosen),
    });
    return getInboxChat(tx, chatId);
  });
}
