import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import { departmentMembers, departments } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { Membership } from "@/lib/operators/schemas";

/** The line of the operator in each of their departments, by its id. */
export async function readMemberships(tx: Transaction, operatorId: string): Promise<Record<string, number>> {
  const found = await tx
    .select({ departmentId: departmentMembers.departmentId, line: departmentMembers.line })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, operatorId));
  return Object.fromEntries(found.map(({ departmentId, line }) => [departmentId, line]));
}

/**
 * Makes `memberships` the only ones of the operator. A department that was deleted meanwhile is left out; one that is
 * being deleted waits. The caller holds the lock of the operator's row.
 */
export async function replaceMemberships(tx: Transaction, operatorId: string, memberships: Membership[]) {
  const ids = memberships.map(({ departmentId }) => departmentId);
  await tx
    .delete(departmentMembers)
    .where(
      and(
        eq(departmentMembers.operatorId, operatorId),
        ids.length > 0 ? notInArray(departmentMembers.departmentId, ids) : undefined,
      ),
    );
  if (ids.length === 0) return;
  const existing = await tx
    .select({ id: departments.id })
    .from(departments)
    .where(inArray(departments.id, ids))
    .orderBy(departments.id)
    .for("key share");
  const known = new Set(existing.map(({ id }) => id));
  const rows = memberships
    .filter(({ departmentId }) => known.has(departmentId))
    .map(({ departmentId, line }) => ({ departmentId, operatorId, line }));
  if (rows.length === 0) return;
  await tx
    .insert(departmentMembers)
    .values(rows)
    .onConflictDoUpdate({
      target: [departmentMembers.departmentId, departmentMembers.operatorId],
      set: { line: sql`excluded.line` },
    });
}
