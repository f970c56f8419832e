import { and, eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import { noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { endSessions } from "@/lib/operators/sessions";

/**
 * Stores a new hash in place of the one that the actor has just proven, and ends their other sessions. Two changes at
 * once cannot both succeed. The caller cuts the realtime connections.
 * @throws DomainError `conflict`
 */
export async function replacePassword(ctx: Context<OperatorActor>, present: string, next: string): Promise<void> {
  const { operatorId, sessionId } = ctx.actor;
  await commit(ctx, async (tx) => {
    const [row] = await tx
      .update(operators)
      .set({ passwordHash: next })
      .where(and(eq(operators.id, operatorId), eq(operators.passwordHash, present)))
      .returning({ id: operators.id });
    if (!row) throw new DomainError("conflict", "The password was changed elsewhere meanwhile");
    const sessions = await endSessions(tx, operatorId, sessionId);
    await noteEntry(tx, ctx.actor, {
      action: "operator.password_changed",
      subject: operatorId,
      subjectName: ctx.actor.name,
      changes: { password: { isSecret: true } },
      data: { sessions },
    });
  });
}
