"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changePassword } from "@/lib/auth/change-password";
import { operatorContext } from "@/lib/auth/guards";
import { setLocaleCookie } from "@/lib/auth/sign-in";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { endOtherSessions, endOwnSession } from "@/lib/operators/end-own-sessions";
import {
  type ChangePasswordInput,
  changePasswordInput,
  type ProfileInput,
  profileInput,
} from "@/lib/operators/schemas";
import { updateProfile } from "@/lib/operators/update-profile";
import { disconnectOperator } from "@/lib/realtime/publish";

export async function updateProfileAction(input: ProfileInput): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await operatorContext();
    const profile = profileInput.parse(input);
    await updateProfile(ctx, profile);
    await setLocaleCookie(profile.locale);
    revalidatePath("/", "layout");
  });
}

/** Sockets of the ended sessions go as well; this browser's own connects again by itself. */
export async function changePasswordAction(input: ChangePasswordInput): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await operatorContext();
    await changePassword(ctx, changePasswordInput.parse(input));
    await disconnectOperator(ctx.actor.operatorId);
    revalidatePath("/account");
  });
}

export async function endSessionAction(sessionId: string): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await operatorContext();
    try {
      await endOwnSession(ctx, z.uuid().parse(sessionId));
    } finally {
      revalidatePath("/account");
    }
    await disconnectOperator(ctx.actor.operatorId);
  });
}

export async function endOtherSessionsAction(): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await operatorContext();
    await endOtherSessions(ctx);
    await disconnectOperator(ctx.actor.operatorId);
    revalidatePath("/account");
  });
}
