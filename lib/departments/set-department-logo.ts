import { eq } from "drizzle-orm";
import { logos } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { changeDepartment } from "@/lib/departments/change-department";
import { logoUrl } from "@/lib/departments/embed-target";
import { membersMustReload } from "@/lib/departments/inbox-events";
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
    const logoId = logo && (await storeLogo(tx, logo));
    // Its lock makes a second upload at the same time wait, and then remove this one's picture.
    const before = await changeDepartment(tx, ctx.actor, departmentId, "department.logo_changed", { logoId });
    if (before.logoId) await tx.delete(logos).where(eq(logos.id, before.logoId));
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
    return { logoUrl: logoUrl(logoId) };
  });
}
