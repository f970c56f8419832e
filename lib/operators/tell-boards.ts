import { inArray } from "drizzle-orm";
import { departmentMembers } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { Emit } from "@/lib/context";

/** Says to the boards of their departments that these operators are something else now. Emits `board.changed`. */
export async function tellBoards(tx: Transaction, emit: Emit, operatorIds: readonly string[]): Promise<void> {
  if (operatorIds.length === 0) return;
  const found = await tx
    .selectDistinct({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(inArray(departmentMembers.operatorId, [...operatorIds]));
  for (const { id } of found) emit({ channel: "department", id, name: "board.changed", data: {} });
}
