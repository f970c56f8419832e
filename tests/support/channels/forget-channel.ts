import { eq } from "drizzle-orm";
import { channels, chats, WEB_CHANNEL_ID } from "@/db/schema";
import type { Database } from "@/db/types";

/**
 * Takes a channel out of the database, so that no later test works for it, or finds that there are too many. Its chats stay,
 * as if they had begun on a website.
 */
export async function forgetChannel(db: Database, channelId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(chats).set({ channelId: WEB_CHANNEL_ID, sentPubSeq: null }).where(eq(chats.channelId, channelId));
    await tx.delete(channels).where(eq(channels.id, channelId));
  });
}
