"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { operatorContext } from "@/lib/auth/guards";
import { liftBlock } from "@/lib/blocks/lift-block";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";

export async function liftBlockAction(blockId: string): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await operatorContext();
    const id = z.uuid().safeParse(blockId);
    if (!id.success) throw notFound();
    await liftBlock(ctx, id.data);
    revalidatePath("/visitors/blocks");
  });
}
