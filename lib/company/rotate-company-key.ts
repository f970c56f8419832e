import { company } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { KEY_BYTES } from "@/lib/departments/rules";
import { notFound } from "@/lib/errors";
import { randomToken } from "@/lib/ids";
import { retireKey } from "@/lib/installs/retire-key";

/**
 * Gives the company snippet a new key. The old one stops at once: pages that carry it show nothing until they carry
 * the new one. The departments' own snippets and all chats go on.
 * @throws DomainError `forbidden`, `not_found` before the installation is prepared.
 */
export async function rotateCompanyKey(ctx: Context): Promise<{ key: string }> {
  assertManagesDepartments(ctx.actor);
  return commit(ctx, async (tx) => {
    const [before] = await tx.select({ key: company.key, name: company.name }).from(company).for("update");
    if (!before) throw notFound();
    await retireKey(tx, before.key, null);
    const [rotated] = await tx
      .update(company)
      .set({ key: randomToken(KEY_BYTES) })
      .returning({ key: company.key });
    if (!rotated) throw notFound();
    const note = { action: "company.key_rotated", subjectName: before.name } as const;
    await noteChange(tx, ctx.actor, { ...note, before: { key: before.key }, after: rotated });
    return rotated;
  });
}
