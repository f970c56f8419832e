import { eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { departments } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import type { AuditAction } from "@/lib/audit/schemas";
import type { Actor } from "@/lib/context";
import { notFound } from "@/lib/errors";

type DepartmentRow = typeof departments.$inferSelect;

/**
 * Changes columns of a department, and accounts for exactly what has become different; the row is locked in between, so
 * that what counts as before is what this change has replaced. Gives the row of before.
 * @throws DomainError `not_found`
 */
export async function changeDepartment(
  tx: Transaction,
  actor: Actor,
  departmentId: string,
  action: AuditAction,
  change: PgUpdateSetSource<typeof departments>,
): Promise<DepartmentRow> {
  const [before] = await tx
    .select()
    .from(departments)
    .where(eq(departments.id, departmentId))
    // A key is unique, and its change takes the stronger lock anyway: at once, not in a second step.
    .for("key" in change ? "update" : "no key update");
  if (!before) throw notFound();
  const [after] = await tx
    .update(departments)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(departments.id, departmentId))
    .returning();
  if (!after) throw notFound();
  await noteChange(tx, actor, { action, subject: departmentId, subjectName: after.name, before, after });
  return before;
}
