"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { operatorContext } from "@/lib/auth/guards";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { saveReview } from "@/lib/reviews/save-review";
import { type ReviewInput, reviewInput } from "@/lib/reviews/schemas";

export async function saveReviewAction(chatId: string, input: ReviewInput): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await operatorContext();
    const id = z.uuid().safeParse(chatId);
    if (!id.success) throw notFound();
    await saveReview(ctx, id.data, reviewInput.parse(input));
    revalidatePath("/reviews", "layout");
  });
}
