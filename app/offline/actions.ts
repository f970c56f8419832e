"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { operatorContext } from "@/lib/auth/guards";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import type { OfflineMessageDto } from "@/lib/offline-messages/schemas";
import { setHandled } from "@/lib/offline-messages/set-handled";

export async function setHandledAction(messageId: string, handled: boolean): Promise<ActionResult<OfflineMessageDto>> {
  return action(async () => {
    const ctx = await operatorContext();
    const id = z.uuid().safeParse(messageId);
    if (!id.success) throw notFound();
    const message = await setHandled(ctx, id.data, z.boolean("invalid").parse(handled));
    revalidatePath("/offline");
    return message;
  });
}
