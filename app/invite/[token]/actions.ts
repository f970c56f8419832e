"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { database } from "@/db/client";
import { assertSameOriginHeaders } from "@/lib/auth/assert-same-origin";
import { hashPassword } from "@/lib/auth/password";
import { signInNewcomer } from "@/lib/auth/sign-in";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { acceptInvitation } from "@/lib/operators/accept-invitation";
import { hashInvitationToken, isInvitationToken } from "@/lib/operators/invitation-token";
import { findOpenInvitation } from "@/lib/operators/queries";
import { type AcceptInvitationInput, acceptInvitationInput } from "@/lib/operators/schemas";
import { processLicence } from "@/lib/seats/process-licence";

/** Makes the invited operator, signs them in and leads to the inbox. Refusals: `not_found`, `conflict`, `seats_taken`, `trial_over`. */
export async function acceptInvitationAction(token: string, input: AcceptInvitationInput): Promise<ActionResult<void>> {
  return action(async () => {
    assertSameOriginHeaders(await headers());
    const db = await database();
    // Before the costly hash, so that a stranger cannot make us compute it.
    if (!isInvitationToken(token) || !(await findOpenInvitation(db, hashInvitationToken(token)))) throw notFound();
    const { name, password } = acceptInvitationInput.parse(input);
    const { email } = await acceptInvitation(
      db,
      token,
      { name, passwordHash: await hashPassword(password) },
      processLicence(),
    );
    await signInNewcomer({ email, password });
    redirect("/inbox");
  });
}
