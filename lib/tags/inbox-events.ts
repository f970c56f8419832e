import { isNull } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { Emit } from "@/lib/context";

/** Every inbox reads its tags again: their names and colours stand in all lists. */
export async function tellTagsChanged(tx: Transaction, emit: Emit): Promise<void> {
  const all = await tx.select({ id: operators.id }).from(operators).where(isNull(operators.deactivatedAt));
  for (const { id } of all) emit({ channel: "operator", id, name: "inbox.changed", data: { reason: "tags" } });
}
