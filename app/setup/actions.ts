"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { database } from "@/db/client";
import { assertSameOriginHeaders } from "@/lib/auth/assert-same-origin";
import { hashPassword } from "@/lib/auth/password";
import { authSecret } from "@/lib/auth/secret";
import { isSetupOpen, isSetupToken } from "@/lib/auth/setup-token";
import { signInNewcomer } from "@/lib/auth/sign-in";
import { completeSetup } from "@/lib/company/complete-setup";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { log } from "@/lib/log";
import { type SetupInput, setupInput } from "@/lib/operators/schemas";

/**
 * Makes the first admin, signs them in and leads to the first steps. Answers only when the admin is there but the demo
 * data is not: then the page says so. Refused with `not_found` without the right token and once it has been done.
 */
export async function completeSetupAction(
  token: string,
  input: SetupInput,
): Promise<ActionResult<{ isDemoMissing: true }>> {
  return action(async () => {
    assertSameOriginHeaders(await headers());
    const db = await database();
    // Before the costly hash, so that a stranger cannot make us compute it.
    if (!isSetupToken(token, authSecret()) || !(await isSetupOpen(db))) throw notFound();
    const { companyName, name, email, password, withDemo } = setupInput.parse(input);
    const passwordHash = await hashPassword(password);
    const { operatorId } = await completeSetup(db, { companyName, name, email, passwordHash });
    const hasDemo = !withDemo || (await seed(operatorId));
    await signInNewcomer({ email, password });
    if (hasDemo) redirect("/admin/start");
    return { isDemoMissing: true };
  });
}

/** Loaded only here: demo data is no part of the product's everyday code. Whether it worked. */
async function seed(adminId: string): Promise<boolean> {
  try {
    const { seedDemo } = await import("@/db/seed-demo");
    await seedDemo(await database(), { adminId });
    return true;
  } catch (error) {
    log.error({ err: error }, "could not make the demo data");
    return false;
  }
}
