"use server";

import { revalidatePath } from "next/cache";
import { adminContext } from "@/lib/auth/guards";
import { rotateCompanyKey } from "@/lib/company/rotate-company-key";
import { type CompanyFormValues, companyFormValues, companyInput } from "@/lib/company/schemas";
import { updateCompany } from "@/lib/company/update-company";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";

/** Answers the values as they are stored. */
export async function updateCompanyAction(values: CompanyFormValues): Promise<ActionResult<CompanyFormValues>> {
  return action(async () => {
    const ctx = await adminContext();
    const input = companyInput.parse(values);
    await updateCompany(ctx, input);
    revalidatePath("/admin", "layout");
    return companyFormValues(input);
  });
}

export async function rotateCompanyKeyAction(): Promise<ActionResult<{ key: string }>> {
  return action(async () => {
    const rotated = await rotateCompanyKey(await adminContext());
    revalidatePath("/admin", "layout");
    return rotated;
  });
}
