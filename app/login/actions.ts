"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { assertSameOriginHeaders } from "@/lib/auth/assert-same-origin";
import { operatorContext } from "@/lib/auth/guards";
import { safeReturnPath } from "@/lib/auth/return-path";
import { clearSessionCookies, signInWithPassword, signOutHere } from "@/lib/auth/sign-in";
import { isDomainError } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { type SignInInput, signInInput } from "@/lib/operators/schemas";

/** Signs in and leads to `next` when that is a path of ours. Refusals: `unauthenticated`, `rate_limited`. */
export async function signInAction(input: SignInInput, next?: string): Promise<ActionResult<void>> {
  return action(async () => {
    assertSameOriginHeaders(await headers());
    await signInWithPassword(signInInput.parse(input));
    redirect(safeReturnPath(next));
  });
}

/** Ends this browser's session and leads to the form. Whoever has been signed out already is led there too. */
export async function signOutAction(): Promise<ActionResult<void>> {
  return action(async () => {
    try {
      await signOutHere(await operatorContext());
    } catch (error) {
      if (!isDomainError(error) || error.code !== "unauthenticated") throw error;
      await clearSessionCookies();
    }
    redirect("/login");
  });
}
