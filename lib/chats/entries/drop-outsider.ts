import { sql } from "drizzle-orm";
import { departmentMembers, operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { Emit } from "@/lib/context";
import type { ChatRow } from "./entry";

/**
 * Whoever saw a chat only because it was offered to them, and is not any more: their browsers are put out of its channels.
 * A new owner means new channels, so this is for offers that end while the chat stays where it is.
 */
export async function dropOutsider(
  tx: Transaction,
  emit: Emit,
  before: Pick<ChatRow, "offeredOperatorId" | "epoch">,
  chat: Pick<ChatRow, "id" | "departmentId" | "offeredOperatorId" | "operatorId" | "epoch">,
): Promise<void> {
  const operatorId = before.offeredOperatorId;
  if (!operatorId || chat.epoch !== before.epoch) return;
  if (operatorId === chat.offeredOperatorId || operatorId === chat.operatorId) return;
  const [outsider] = await tx
    .select({ id: operators.id })
    .from(operators)
    .where(
      sql`${operators.id} = ${operatorId} and ${operators.role} <> 'admin' and not exists (select 1 from ${departmentMembers}
        where ${departmentMembers.operatorId} = ${operatorId} and ${departmentMembers.departmentId} = ${chat.departmentId})`,
    );
  if (outsider) emit({ channel: "operator", id: operatorId, name: "access.lost", data: { chatId: chat.id } });
}
