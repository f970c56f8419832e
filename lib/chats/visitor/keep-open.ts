import { type Context, commit, type VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "../entries/announce";
import { appendEvent } from "../entries/append-event";
import { lockChat } from "../lock-chat";
import { getChatState } from "../queries";
import type { ChatStateDto } from "../schemas";

/**
 * The visitor wants a chat to stay that was about to be closed: its idle clock begins anew. Not warned: nothing changes.
 * @throws DomainError `not_found`, `closed` (with the present state)
 */
export async function keepOpen(ctx: Context<VisitorActor>, chatId: string): Promise<ChatStateDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    if (chat.status === "closed") {
      throw new DomainError("closed", "This chat is closed", {
        data: { state: await getChatState(tx, actor, chatId) },
      });
    }
    if (!chat.idleWarnedAt || chat.idleWarnedAt < chat.idleSince) return getChatState(tx, actor, chatId);
    const { chat: changed, event } = await appendEvent(
      tx,
      chat,
      { kind: "kept_open", senderType: "system" },
      { idleWarnedAt: null, stamps: ["idleSince", "visitorSeenAt"] },
    );
    await announce(tx, emit, changed, event);
    return getChatState(tx, actor, chatId);
  });
}
