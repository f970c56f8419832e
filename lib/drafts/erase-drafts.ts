import { eq } from "drizzle-orm";
import { drafts } from "@/db/schema";
import type { Transaction } from "@/db/types";

/** What operators have begun to write to a visitor goes with the rest of what is about them. */
export const eraseDrafts = (tx: Transaction, chatId: string) => tx.delete(drafts).where(eq(drafts.chatId, chatId));
