import { and, eq, isNull, sql } from "drizzle-orm";
import { reviews } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { countUnreadReviews } from "./queries";
import type { ReadReviewInput } from "./schemas";

/**
 * The acting operator has read how they were judged in a chat, as it was at `seen`. Gives how many are left. Anybody else's
 * judgement, and one that was changed meanwhile, is left as it is. Emits `review.read` to their tabs when it changed anything.
 */
export async function readReview(
  ctx: Context<OperatorActor>,
  { chatId, seen }: ReadReviewInput,
): Promise<{ unread: number }> {
  const { operatorId } = ctx.actor;
  return commit(ctx, async (tx, emit) => {
    const read = await tx
      .update(reviews)
      .set({ readAt: sql`now()` })
      .where(
        and(
          eq(reviews.chatId, chatId),
          eq(reviews.operatorId, operatorId),
          isNull(reviews.readAt),
          sql`date_trunc('milliseconds', ${reviews.updatedAt}) = ${seen}::timestamptz`,
        ),
      )
      .returning({ id: reviews.id });
    if (read.length > 0) emit({ channel: "operator", id: operatorId, name: "review.read", data: { chatId } });
    return { unread: await countUnreadReviews(tx, ctx.actor) };
  });
}
