import "server-only";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { createSignInLimit, type SignInLimit } from "@/lib/auth/sign-in-limit";
import type { Context, OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { getPasswordHash } from "@/lib/operators/queries";
import { replacePassword } from "@/lib/operators/replace-password";
import type { ChangePasswordInput } from "@/lib/operators/schemas";

/**
 * Sets a new password for the actor, who proves the present one, and ends all their other sessions.
 * @throws DomainError `invalid` (field `currentPassword`), `rate_limited`, `conflict` (changed elsewhere meanwhile)
 */
export async function changePassword(
  ctx: Context<OperatorActor>,
  { currentPassword, newPassword }: ChangePasswordInput,
  limit: SignInLimit = createSignInLimit(ctx.db),
): Promise<void> {
  // Whoever found a screen unlocked must not guess here without end either. Its own count: sign-in stays possible.
  const account = `password of ${ctx.actor.operatorId}`;
  await limit.take(account, "");
  const present = await getPasswordHash(ctx.db, ctx.actor.operatorId);
  if (!(await verifyPassword(currentPassword, present))) {
    throw new DomainError("invalid", "The present password is wrong", { fields: { currentPassword: "passwordWrong" } });
  }
  await limit.giveBack(account, "");
  await replacePassword(ctx, present, await hashPassword(newPassword));
}
