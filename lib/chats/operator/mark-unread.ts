import { eq, sql } from "drizzle-orm";
import { chats } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { assertOwns, lockChat } from "../lock-chat";
import { noteMarks } from "../pulse/note-marks";
import { getInboxChat } from "../queries";
import type { InboxChatDto } from "../schemas";

/** Beyond every number of a timeline: marks are cut to what there is. */
const ALL = 2_147_483_647;

/**
 * Marks a chat of the acting operator as unread on all of their devices, whatever was read in it, or as read to its end.
 * The mark is beside the cursor, not a step back of it: what the visitor was told of as read stays read.
 * @throws DomainError `not_found`, `forbidden`, `closed`, `not_owner` (both with the present state)
 * Emits `chat.changed` to the operator; read to its end, also `marks.moved` to the visitor.
 */
export async function markUnread(ctx: Context<OperatorActor>, chatId: string, unread: boolean): Promise<InboxChatDto> {
  const { actor } = ctx;
  const row = await commit(ctx, async (tx, emit) => {
    const chat = await lockChat(tx, actor, chatId);
    await assertOwns(tx, actor, chat);
    if ((chat.markedUnreadAt !== null) !== unread) {
      const markedUnreadAt = unread ? sql`clock_timestamp()` : null;
      await tx.update(chats).set({ markedUnreadAt }).where(eq(chats.id, chatId));
    }
    const changed = await getInboxChat(tx, chatId);
    emit({ channel: "operator", id: actor.operatorId, name: "chat.changed", data: { chat: changed } });
    return changed;
  });
  if (unread) return row;
  await noteMarks(ctx, { read: { [chatId]: ALL } });
  return getInboxChat(ctx.db, chatId);
}
