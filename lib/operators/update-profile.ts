import { eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertOperator } from "@/lib/operators/access";
import type { ProfileInput } from "@/lib/operators/schemas";

/** Sets the actor's own name and language. @throws DomainError `forbidden` for other actors */
export async function updateProfile(ctx: Context, { name, locale }: ProfileInput): Promise<void> {
  const { actor } = ctx;
  assertOperator(actor);
  const isOwn = eq(operators.id, actor.operatorId);
  await commit(ctx, async (tx) => {
    const [before] = await tx
      .select({ name: operators.name, locale: operators.locale })
      .from(operators)
      .where(isOwn)
      .for("no key update");
    if (!before) return;
    await tx.update(operators).set({ name, locale }).where(isOwn);
    const note = { action: "operator.profile_changed", subject: actor.operatorId, subjectName: name } as const;
    await noteChange(tx, actor, { ...note, before, after: { name, locale } });
  });
}
