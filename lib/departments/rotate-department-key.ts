import { eq, sql } from "drizzle-orm";
import { departments } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { KEY_BYTES } from "@/lib/departments/rules";
import { notFound } from "@/lib/errors";
import { randomToken } from "@/lib/ids";

/**
 * Gives a department a new key. The old one stops at once: pages that carry its snippet show nothing until they carry
 * the new one. Chats go on.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function rotateDepartmentKey(ctx: Context, departmentId: string): Promise<{ key: string }> {
  assertManagesDepartments(ctx.actor);
  return commit(ctx, async (tx) => {
    const [rotated] = await tx
      .update(departments)
      .set({ key: randomToken(KEY_BYTES), updatedAt: sql`now()` })
      .where(eq(departments.id, departmentId))
      .returning({ key: departments.key });
    if (!rotated) throw notFound();
    return rotated;
  });
}
