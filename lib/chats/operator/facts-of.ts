import { and, eq } from "drizzle-orm";
import { departmentMembers } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { lockOperator } from "@/lib/routing/roster";
import type { ChosenOperator } from "@/lib/routing/rules";

/** Load and line of somebody who takes a chat by their own decision; their row is locked until the transaction ends. */
export async function factsOf(
  tx: Transaction,
  { operatorId, name }: Pick<OperatorActor, "operatorId" | "name">,
  departmentId: string,
): Promise<ChosenOperator> {
  const facts = await lockOperator(tx, operatorId);
  const [member] = await tx
    .select({ line: departmentMembers.line })
    .from(departmentMembers)
    .where(and(eq(departmentMembers.departmentId, departmentId), eq(departmentMembers.operatorId, operatorId)));
  return {
    operatorId,
    name: facts?.name ?? name,
    line: member?.line ?? 1,
    load: facts?.load ?? 0,
    maxLoad: facts?.maxLoad ?? 0,
    openChats: facts?.openChats ?? 0,
    intent: facts?.intent ?? "offline",
  };
}
