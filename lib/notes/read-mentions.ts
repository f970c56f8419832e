import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { mentions } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { countUnreadMentions } from "./queries";
import type { ReadMentionsInput } from "./schemas";

/**
 * Notes that name the acting operator were seen: those of one chat up to a number, or all of them. Gives how many are
 * left. Emits `inbox.changed` to the operator's other tabs when it changed anything.
 */
export async function readMentions(
  ctx: Context<OperatorActor>,
  { chatId, upto }: ReadMentionsInput,
): Promise<{ unread: number }> {
  const { operatorId } = ctx.actor;
  return commit(ctx, async (tx, emit) => {
    const read = await tx
      .update(mentions)
      .set({ readAt: sql`now()` })
      .where(
        and(
          eq(mentions.operatorId, operatorId),
          isNull(mentions.readAt),
          chatId ? eq(mentions.chatId, chatId) : undefined,
          chatId && upto !== undefined ? lte(mentions.seq, upto) : undefined,
        ),
      )
      .returning({ seq: mentions.seq });
    if (read.length > 0) {
      emit({ channel: "operator", id: operatorId, name: "inbox.changed", data: { reason: "mentions" } });
    }
    return { unread: await countUnreadMentions(tx, ctx.actor) };
  });
}
