"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { adminContext } from "@/lib/auth/guards";
import { type CompanyFormValues, companyInput } from "@/lib/company/schemas";
import { updateCompany } from "@/lib/company/update-company";
import { endFirstSteps } from "@/lib/first-steps/end-first-steps";
import { markStep } from "@/lib/first-steps/mark-step";
import { type MarkStepInput, markStepInput } from "@/lib/first-steps/schemas";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";

/** Stores the company as the first step shows it, and the step as done. */
export async function saveCompanyStepAction(values: CompanyFormValues): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await adminContext();
    await updateCompany(ctx, companyInput.parse(values));
    await markStep(ctx, { step: "company", mark: "done" });
    revalidatePath("/admin", "layout");
  });
}

export async function markStepAction(input: MarkStepInput): Promise<ActionResult<void>> {
  return action(async () => {
    await markStep(await adminContext(), markStepInput.parse(input));
    revalidatePath("/admin", "layout");
  });
}

/** Leads to the departments, where an admin begins from then on. */
export async function endFirstStepsAction(): Promise<ActionResult<never>> {
  return action(async () => {
    await endFirstSteps(await adminContext());
    revalidatePath("/admin", "layout");
    redirect("/admin/departments");
  });
}
