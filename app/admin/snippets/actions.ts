"use server";

import { revalidatePath } from "next/cache";
import { adminContext } from "@/lib/auth/guards";
import { authSecret } from "@/lib/auth/secret";
import { removeIdentitySecret, rotateIdentitySecret } from "@/lib/company/identity-secret";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { forgetInstall } from "@/lib/installs/forget-install";
import { type ForgetInstallInput, forgetInstallInput } from "@/lib/installs/schemas";

/** Answers the secret this once. Nothing is drawn anew: the page that shows it must not lose it. */
export async function rotateIdentitySecretAction(): Promise<ActionResult<{ secret: string }>> {
  return action(async () => rotateIdentitySecret(await adminContext(), authSecret()));
}

export async function removeIdentitySecretAction(): Promise<ActionResult<void>> {
  return action(async () => {
    await removeIdentitySecret(await adminContext());
    revalidatePath("/admin", "layout");
  });
}

export async function forgetInstallAction(install: ForgetInstallInput): Promise<ActionResult<void>> {
  return action(async () => forgetInstall(await adminContext(), forgetInstallInput.parse(install)));
}
