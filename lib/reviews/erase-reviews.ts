import { eq } from "drizzle-orm";
import { reviews } from "@/db/schema";
import type { Transaction } from "@/db/types";

/** Takes the words out of the reviews of a chat, which may tell of its visitor; the points stay. */
export async function eraseReviews(tx: Transaction, chatId: string): Promise<void> {
  await tx.update(reviews).set({ comment: "", remarks: [] }).where(eq(reviews.chatId, chatId));
}
