import { type Context, commit, type OperatorActor, type VisitorActor } from "@/lib/context";
import { assertTagged } from "@/lib/tags/assert-tagged";
import { endChat } from "./change-owner";
import type { CloseChatInput } from "./input-schemas";
import { lockChat, refusal } from "./lock-chat";
import { getChatState } from "./queries";
import { mayClose } from "./rules";
import type { ChatStateDto } from "./schemas";

/**
 * Ends a chat, by its visitor, its owner or whoever supervises its department. Ending a closed chat changes nothing.
 * With `asksRating` false the operator spares the visitor the question how it was.
 * @throws DomainError `not_found`, `forbidden` (another department), `not_owner` (with the present state), `tag_required`
 * (an operator's own end, where the department asks for a tag; a visitor's never waits for anything).
 * Emits `event.appended` to both sides and `chat.changed` to the department.
 */
export async function closeChat(
  ctx: Context<VisitorActor | OperatorActor>,
  chatId: string,
  { asksRating = true }: Partial<CloseChatInput> = {},
): Promise<ChatStateDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId, { isEnding: true });
    if (chat.status === "closed") return getChatState(tx, actor, chatId);
    if (actor.type === "operator" && !mayClose(chat, actor)) {
      throw await refusal(tx, actor, chatId, "not_owner", "Only its owner ends a chat");
    }
    if (actor.type === "operator") await assertTagged(tx, chat);
    await endChat(
      { tx, emit, touch },
      chat,
      actor.type,
      actor.type === "operator" ? { ...actor, asksRating } : undefined,
    );
    return getChatState(tx, actor, chatId);
  });
}
