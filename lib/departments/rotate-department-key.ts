import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { changeDepartment } from "@/lib/departments/change-department";
import { KEY_BYTES } from "@/lib/departments/rules";
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
    const key = randomToken(KEY_BYTES);
    const before = await changeDepartment(tx, ctx.actor, departmentId, "department.key_rotated", { key });
    await retireKey(tx, before.key, departmentId);
    return { key };
  });
}
