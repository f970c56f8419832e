import { eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { assertOperator } from "@/lib/operators/access";
import type { ProfileInput } from "@/lib/operators/schemas";

/** Sets the actor's own name and language. @throws DomainError `forbidden` for other actors */
export async function updateProfile(ctx: Context, { name, locale }: ProfileInput): Promise<void> {
  const { actor } = ctx;
  assertOperator(actor);
  await ctx.db.update(operators).set({ name, locale }).where(eq(operators.id, actor.operatorId));
}
