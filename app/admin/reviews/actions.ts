"use server";

import { revalidatePath } from "next/cache";
import { adminContext } from "@/lib/auth/guards";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { saveCard } from "@/lib/reviews/save-card";
import { type CardInput, cardInput } from "@/lib/reviews/schemas";

export async function saveCardAction(input: CardInput): Promise<ActionResult<void>> {
  return action(async () => {
    await saveCard(await adminContext(), cardInput.parse(input));
    revalidatePath("/admin/reviews");
  });
}
