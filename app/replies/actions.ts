"use server";

import { revalidatePath } from "next/cache";
import { operatorContext } from "@/lib/auth/guards";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { deleteReply } from "@/lib/replies/delete-reply";
import { saveReply } from "@/lib/replies/save-reply";
import { replyId, type SaveReplyInput, saveReplyInput } from "@/lib/replies/schemas";

export async function saveReplyAction(id: string, input: SaveReplyInput): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await operatorContext();
    await saveReply(ctx, replyId.parse(id), saveReplyInput.parse(input));
    revalidatePath("/replies");
  });
}

export async function deleteReplyAction(id: string): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await operatorContext();
    await deleteReply(ctx, replyId.parse(id));
    revalidatePath("/replies");
  });
}
