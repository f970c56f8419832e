import { eq } from "drizzle-orm";
import { logos, operators } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { logoUrl } from "@/lib/departments/embed-target";
import { notFound } from "@/lib/errors";
import type { Picture } from "@/lib/logos/re-encode-logo";
import { storeLogo } from "@/lib/logos/store-logo";
import { assertAdmin } from "@/lib/operators/access";

/**
 * Gives an operator this picture, or none (null); the one before goes with the same transaction.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function setOperatorPicture(
  ctx: Context,
  operatorId: string,
  picture: Picture | null,
): Promise<{ logoUrl: string | null }> {
  assertAdmin(ctx.actor);
  return commit(ctx, async (tx) => {
    // Its lock makes a second upload at the same time wait, and then remove this one's picture.
    const [before] = await tx.select().from(operators).where(eq(operators.id, operatorId)).for("no key update");
    if (!before) throw notFound();
    const pictureId = picture && (await storeLogo(tx, picture));
    await tx.update(operators).set({ pictureId }).where(eq(operators.id, operatorId));
    if (before.pictureId) await tx.delete(logos).where(eq(logos.id, before.pictureId));
    const note = { action: "operator.picture_changed", subject: operatorId, subjectName: before.name } as const;
    await noteChange(tx, ctx.actor, { ...note, before: { pictureId: before.pictureId }, after: { pictureId } });
    return { logoUrl: logoUrl(pictureId) };
  });
}
