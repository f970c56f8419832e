"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { findAppearance } from "@/lib/appearance/queries";
import { type AppearanceDto, type AppearanceFormValues, appearanceInput } from "@/lib/appearance/schemas";
import { updateCompanyAppearance, updateDepartmentAppearance } from "@/lib/appearance/update-appearance";
import { adminContext } from "@/lib/auth/guards";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";

/** Saves the appearance of a department, or (null) of the company, and answers it as it is stored. */
export async function updateAppearanceAction(
  departmentId: string | null,
  values: AppearanceFormValues,
): Promise<ActionResult<AppearanceDto>> {
  return action(async () => {
    const ctx = await adminContext();
    const id = z.uuid().nullable().safeParse(departmentId);
    if (!id.success) throw notFound();
    const input = appearanceInput.parse(values);
    if (id.data === null) await updateCompanyAppearance(ctx, input);
    else await updateDepartmentAppearance(ctx, id.data, input);
    revalidatePath("/admin", "layout");
    const stored = await findAppearance(ctx.db, id.data);
    if (!stored) throw notFound();
    return stored;
  });
}
