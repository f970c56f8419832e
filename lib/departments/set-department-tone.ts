import { eq, sql } from "drizzle-orm";
import { departments } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { membersMustReload } from "@/lib/departments/inbox-events";
import { notFound } from "@/lib/errors";
import type { Tone } from "@/lib/tones/rules";

/**
 * Chooses how alerts of a department sound in its operators' inboxes.
 * @throws DomainError `forbidden`, `not_found`.
 * Emits `inbox.changed` to the members.
 */
export async function setDepartmentTone(ctx: Context, departmentId: string, tone: Tone): Promise<{ tone: Tone }> {
  assertManagesDepartments(ctx.actor);
  return commit(ctx, async (tx, emit) => {
    const changed = await tx
      .update(departments)
      .set({ tone, updatedAt: sql`now()` })
      .where(eq(departments.id, departmentId))
      .returning({ id: departments.id });
    if (changed.length === 0) throw notFound();
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
    return { tone };
  });
}
