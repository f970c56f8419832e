import { eq, sql } from "drizzle-orm";
import { departments } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { KEY_BYTES } from "@/lib/departments/rules";
import { notFound } from "@/lib/errors";
import { randomToken } from "@/lib/ids";
import { retireKey } from "@/lib/installs/retire-key";

/**
 * Gives a department a new key. The old one stops at once: pages that carry its snippet show nothing until they carry
 * the new one; such pages are told on the department's page. Chats go on.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function rotateDepartmentKey(ctx: Context, departmentId: string): Promise<{ key: string }> {
  assertManagesDepartments(ctx.actor);
  return commit(ctx, async (tx) => {
    const [before] = await tx
      .select({ key: departments.key })
      .from(departments)
      .where(eq(departments.id, departmentId))
      .for("update");
    if (!before) throw notFound();
    await retireKey(tx, before.key, departmentId);
    const [rotated] = await tx
      .update(departments)
      .set({ key: randomToken(KEY_BYTES), updatedAt: sql`now()` })
      .where(eq(departments.id, departmentId))
      .returning({ key: departments.key });
    if (!rotated) throw notFound();
    return rotated;
  });
}
