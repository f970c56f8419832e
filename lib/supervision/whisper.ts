import { and, eq } from "drizzle-orm";
import { chatEvents } from "@/db/schema";
import { toEventDto } from "@/lib/chats/dto";
import { lockChat, refusal } from "@/lib/chats/lock-chat";
import type { ChatEventDto } from "@/lib/chats/schemas";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { appendNote } from "@/lib/notes/append-note";
import { nameOf } from "@/lib/routing/assign";
import { assertSupervises } from "./access";
import type { WhisperInput } from "./schemas";

/**
 * A supervisor says something to the operator of a chat, inside of it, as a note that is addressed to them: the visitor
 * sees nothing of it, and no clock moves. `epoch` says to whom: with another owner meanwhile it is refused. A repeated
 * `clientId` finds the stored one.
 * @throws DomainError `not_found`; `forbidden` (no supervisor of its department); `closed`; `conflict` when somebody else
 * has the chat by now, nobody, or they themselves; the last two with the present state; `idempotency_mismatch`
 * Emits as `appendNote` does: the owner is told by `mention.told`.
 */
export async function whisper(
  ctx: Context<OperatorActor>,
  chatId: string,
  { clientId, body, epoch }: WhisperInput,
): Promise<ChatEventDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    await assertSupervises(tx, actor, chat.departmentId);
    const [stored] = await tx
      .select()
      .from(chatEvents)
      .where(
        and(
          eq(chatEvents.chatId, chatId),
          eq(chatEvents.senderType, "operator"),
          eq(chatEvents.senderId, actor.operatorId),
          eq(chatEvents.clientId, clientId),
        ),
      );
    if (stored) {
      if (stored.kind !== "note" || stored.body !== body) {
        throw new DomainError("idempotency_mismatch", "This clientId was used for something else");
      }
      return seen({ ...stored, file: null, senderName: actor.name });
    }
    if (chat.status === "closed") throw await refusal(tx, actor, chatId, "closed", "This chat is closed");
    const { operatorId } = chat;
    if (operatorId === null || operatorId === actor.operatorId || chat.epoch !== epoch) {
      throw await refusal(tx, actor, chatId, "conflict", "The chat has another operator now");
    }
    const data = { whisperTo: operatorId, whisperToName: await nameOf(tx, operatorId) };
    const { event } = await appendNote({ tx, emit }, actor, chat, { clientId, body, mentions: [operatorId], data });
    return seen(event);
  });
}

function seen(row: Parameters<typeof toEventDto>[0]): ChatEventDto {
  const event = toEventDto(row, "operator");
  if (!event) throw new Error("an operator cannot see a note");
  return event;
}
