import { and, eq, inArray, sql } from "drizzle-orm";
import { chatEvents, chatTags } from "@/db/schema";
import type { Transaction } from "@/db/types";

/** What operators called a visitor goes with the rest of what is about them. The caller holds the chat's lock. */
export async function eraseTags(tx: Transaction, chatId: string): Promise<void> {
  await tx.delete(chatTags).where(eq(chatTags.chatId, chatId));
  await tx
    .update(chatEvents)
    .set({ data: sql`${chatEvents.data} - 'tagName' - 'tagId'` })
    .where(and(eq(chatEvents.chatId, chatId), inArray(chatEvents.kind, ["tagged", "untagged"])));
}
