"use server";

import { revalidatePath } from "next/cache";
import { adminContext } from "@/lib/auth/guards";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { countOutdated } from "@/lib/retention/queries";
import { type Outdated, type RetentionFormValues, retentionInput } from "@/lib/retention/schemas";
import { updateRetention } from "@/lib/retention/update-retention";

/** What these settings would delete, without saving them. */
export async function countOutdatedAction(values: RetentionFormValues): Promise<ActionResult<Outdated>> {
  return action(async () => {
    const { db } = await adminContext();
    return countOutdated(db, retentionInput.parse(values));
  });
}

export async function updateRetentionAction(values: RetentionFormValues): Promise<ActionResult<void>> {
  return action(async () => {
    await updateRetention(await adminContext(), retentionInput.parse(values));
    revalidatePath("/admin/retention");
  });
}
