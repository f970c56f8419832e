import { eq } from "drizzle-orm";
import { chats } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { assertCanSeeChat } from "./access";

/**
 * Locks a chat's row until the transaction ends, and checks on the locked row that the actor may see it.
 * Every change of a chat begins here, so that they happen one after the other.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function lockChat(tx: Transaction, actor: VisitorActor | OperatorActor, chatId: string) {
  const [chat] = await tx.select().from(chats).where(eq(chats.id, chatId)).for("update");
  return assertCanSeeChat(tx, actor, chat);
}
