import { eq } from "drizzle-orm";
import { databaseError } from "@/db/errors";
import { departments, logos } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { membersMustReload } from "@/lib/departments/inbox-events";
import { countChats } from "@/lib/departments/queries";
import { DomainError, notFound } from "@/lib/errors";

/**
 * Deletes a department that never had a chat, with its logo and memberships.
 * @throws DomainError `forbidden`, `not_found`, `conflict` with `data.chats` when it has chats: disable it instead.
 * Emits `inbox.changed` to those who were members.
 */
export async function deleteDepartment(ctx: Context, departmentId: string): Promise<void> {
  assertManagesDepartments(ctx.actor);
  try {
    await commit(ctx, async (tx, emit) => {
      const events = await membersMustReload(tx, departmentId);
      const [deleted] = await tx.delete(departments).where(eq(departments.id, departmentId)).returning();
      if (!deleted) throw notFound();
      const { id: _, position: __, ...before } = deleted;
      const note = { action: "department.deleted", subject: departmentId, subjectName: deleted.name } as const;
      await noteChange(tx, ctx.actor, { ...note, before, after: null });
      if (deleted.logoId) await tx.delete(logos).where(eq(logos.id, deleted.logoId));
      for (const event of events) emit(event);
    });
  } catch (error) {
    // The foreign key decides, not a count before it: a chat may start at this very moment.
    if (!isStillReferenced(error)) throw error;
    throw new DomainError("conflict", "The department has chats", {
      data: { chats: await countChats(ctx.db, departmentId) },
    });
  }
}

/** SQLSTATE 23503, foreign_key_violation: rows of chats or their legs name the department. */
const isStillReferenced = (error: unknown) => databaseError(error)?.code === "23503";
