import { type Context, commit, type VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockChat } from "../lock-chat";
import { getChatState } from "../queries";
import type { ChatStateDto } from "../schemas";
import { endWithOfflineMessage } from "./end-with-offline-message";

/**
 * A waiting visitor leaves an address and goes: the chat ends and becomes an offline message of its department.
 * @throws DomainError `not_found`, `closed`; `conflict` when somebody has taken the chat meanwhile (both with the state)
 */
export async function leaveContact(ctx: Context<VisitorActor>, chatId: string, email: string): Promise<ChatStateDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    if (chat.status === "closed" && chat.closeReason === "left_contact") return getChatState(tx, actor, chatId);
    if (chat.status !== "queued") {
      throw new DomainError(chat.status === "closed" ? "closed" : "conflict", "This chat does not wait any more", {
        data: { state: await getChatState(tx, actor, chatId) },
      });
    }
    await endWithOfflineMessage({ tx, emit, touch }, { ...chat, visitorEmail: email }, "left_contact");
    return getChatState(tx, actor, chatId);
  });
}
