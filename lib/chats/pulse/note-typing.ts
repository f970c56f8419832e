import { and, eq, isNotNull } from "drizzle-orm";
import { chats } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { armTimers } from "@/lib/timeouts/arm-timers";
import { pauseByTyping } from "@/lib/timeouts/typing";
import { databaseNow } from "../lock-chat";

/**
 * The owner is typing an answer: the clock of reassignment stands still meanwhile, for at most one period in all. No entry
 * of the timeline, so the deadline is moved without a word.
 */
export async function noteTyping(ctx: Context, operatorId: string, chatId: string): Promise<void> {
  await commit(ctx, async (tx) => {
    const [chat] = await tx
      .select()
      .from(chats)
      .where(
        and(
          eq(chats.id, chatId),
          eq(chats.operatorId, operatorId),
          eq(chats.status, "active"),
          isNotNull(chats.awaitingSince),
        ),
      )
      .for("update");
    if (!chat) return;
    const now = await databaseNow(tx);
    const typingPauseMs = pauseByTyping(chat, now);
    const [changed] = await tx
      .update(chats)
      .set({ typedAt: now, typingPauseMs })
      .where(eq(chats.id, chatId))
      .returning();
    if (changed) await armTimers(tx, changed);
  });
}
