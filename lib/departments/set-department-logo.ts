import { eq, sql } from "drizzle-orm";
import { departments, logos } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { logoUrl } from "@/lib/departments/embed-target";
import { membersMustReload } from "@/lib/departments/inbox-events";
import { notFound } from "@/lib/errors";
import type { Picture } from "@/lib/logos/re-encode-logo";
import { storeLogo } from "@/lib/logos/store-logo";

/**
 * Gives a department this logo, or none (null); the one before goes with the same transaction.
 * @throws DomainError `forbidden`, `not_found`.
 * Emits `inbox.changed` to the members.
 */
export async function setDepartmentLogo(
  ctx: Context,
  departmentId: string,
  logo: Picture | null,
): Promise<{ logoUrl: string | null }> {
  assertManagesDepartments(ctx.actor);
  return commit(ctx, async (tx, emit) => {
    // The lock makes a second upload at the same time wait, and then remove this one's picture.
    const [before] = await tx
      .select({ logoId: departments.logoId })
      .from(departments)
      .where(eq(departments.id, departmentId))
      .for("no key update");
    if (!before) throw notFound();
    const logoId = logo && (await storeLogo(tx, logo));
    await tx.update(departments).set({ logoId, updatedAt: sql`now()` }).where(eq(departments.id, departmentId));
    if (before.logoId) await tx.delete(logos).where(eq(logos.id, before.logoId));
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
    return { logoUrl: logoUrl(logoId) };
  });
}
