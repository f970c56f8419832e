import { and, eq } from "drizzle-orm";
import { chatEvents } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { EventRow } from "@/lib/chats/dto";
import { answerSender, type SentEntry } from "@/lib/chats/entries/answer-sender";
import { lockChat, refusal } from "@/lib/chats/lock-chat";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { appendNote } from "./append-note";
import type { AddNoteInput } from "./schemas";

/**
 * Writes a note, which operators alone see, into any chat that the actor may see, also a closed one and whoever owns it.
 * A repeated `clientId` finds the stored note.
 * @throws DomainError `not_found`, `forbidden`; `closed` where the visitor had the chat erased; `idempotency_mismatch`;
 * `invalid` at `mentions` for somebody who may not see the chat
 * Emits as `appendNote` does.
 */
export async function addNote(ctx: Context<OperatorActor>, chatId: string, input: AddNoteInput): Promise<SentEntry> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    const stored = await findAdded(tx, actor, chatId, input);
    if (stored) return answerSender(tx, "operator", stored, input, false);
    if (chat.erasedAt) throw await refusal(tx, actor, chatId, "closed", "This chat was erased");
    const { event } = await appendNote({ tx, emit }, actor, chat, input);
    return answerSender(tx, "operator", event, input, true);
  });
}

async function findAdded(
  tx: Transaction,
  { operatorId, name }: OperatorActor,
  chatId: string,
  { clientId, body }: AddNoteInput,
): Promise<EventRow | null> {
  const [row] = await tx
    .select()
    .from(chatEvents)
    .where(
      and(
        eq(chatEvents.chatId, chatId),
        eq(chatEvents.senderType, "operator"),
        eq(chatEvents.senderId, operatorId),
        eq(chatEvents.clientId, clientId),
      ),
    );
  if (!row) return null;
  if (row.kind !== "note" || row.body !== body) {
    throw new DomainError("idempotency_mismatch", "This clientId was used for something else");
  }
  return { ...row, file: null, senderName: name };
}
