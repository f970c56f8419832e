import { and, eq, notInArray } from "drizzle-orm";
import { pageVisits } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { newestVisits } from "./queries";
import { VISITS_MAX } from "./schemas";

/** Adds a page to the trail of a chat and drops what is too old for it. */
export async function noteVisit(
  tx: Transaction,
  chatId: string,
  { url, title }: { url: string; title: string | null },
): Promise<void> {
  await tx.insert(pageVisits).values({ chatId, url, title });
  await tx
    .delete(pageVisits)
    .where(and(eq(pageVisits.chatId, chatId), notInArray(pageVisits.id, newestVisits(tx, chatId, VISITS_MAX))));
}
