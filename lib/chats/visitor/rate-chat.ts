import { assertNotBlocked } from "@/lib/blocks/assert-not-blocked";
import { type Context, commit, type VisitorActor } from "@/lib/context";
import { announce } from "../entries/announce";
import { appendEvent } from "../entries/append-event";
import type { RateChatInput } from "../input-schemas";
import { lockChat } from "../lock-chat";
import { getChatState } from "../queries";
import type { ChatStateDto } from "../schemas";

/**
 * The visitor rates a chat, from 1 to 5; the last word counts. The same again changes nothing.
 * @throws DomainError `not_found`, `forbidden` (blocked)
 */
export async function rateChat(
  ctx: Context<VisitorActor>,
  chatId: string,
  { score, comment }: RateChatInput,
): Promise<ChatStateDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    await assertNotBlocked(tx, chat.visitorId);
    if (chat.rating === score && chat.ratingComment === comment) return getChatState(tx, actor, chatId);
    const { chat: changed, event } = await appendEvent(
      tx,
      chat,
      {
        kind: "rated",
        senderType: "system",
        data: { score: String(score) },
        ...(comment && { internal: { note: comment } }),
      },
      { rating: score, ratingComment: comment, stamps: ["ratedAt"] },
    );
    await announce(tx, emit, changed, event);
    return getChatState(tx, actor, chatId);
  });
}
