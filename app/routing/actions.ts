"use server";

import type { DryRun } from "@/components/routing/dry-run-desk";
import { operatorContext } from "@/lib/auth/guards";
import { databaseNow } from "@/lib/chats/lock-chat";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { dryRun } from "@/lib/routing/dry-run";
import { dryRunInput } from "@/lib/routing/schemas";

export async function dryRunAction(id: string): Promise<ActionResult<DryRun>> {
  return action(async () => {
    const { actor, db } = await operatorContext();
    const { departmentId } = dryRunInput.parse({ departmentId: id });
    return { run: await dryRun(db, actor, departmentId), at: (await databaseNow(db)).toISOString() };
  });
}
