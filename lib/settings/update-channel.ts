import { eq } from "drizzle-orm";
import { channels } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { recheckOpenChats } from "./recheck-open-chats";
import type { ChannelInput } from "./schemas";

/**
 * Changes name, weight and idle time of a channel. The weight counts for chats that begin from now on, because theirs
 * is fixed when they begin; the idle time counts for open ones as well.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function updateChannel(ctx: Context, channelId: string, input: ChannelInput): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    const [before] = await tx.select().from(channels).where(eq(channels.id, channelId)).for("no key update");
    if (!before) throw notFound();
    await tx.update(channels).set(input).where(eq(channels.id, channelId));
    if (before.closeIdleAfterMinutes !== input.closeIdleAfterMinutes) await recheckOpenChats(tx, { channelId });
  });
}
