import { noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { endSession, endSessions } from "@/lib/operators/sessions";

/**
 * Ends one session of the actor. The caller cuts their realtime connections.
 * @throws DomainError `not_found`, also for one that has ended
 */
export async function endOwnSession(ctx: Context<OperatorActor>, sessionId: string): Promise<void> {
  await commit(ctx, async (tx) => {
    if (!(await endSession(tx, ctx.actor.operatorId, sessionId))) throw notFound();
    await noteEntry(tx, ctx.actor, noteOf(ctx.actor, 1));
  });
}

/** Ends all sessions of the actor but this one; returns how many. The caller cuts their realtime connections. */
export async function endOtherSessions(ctx: Context<OperatorActor>): Promise<number> {
  return commit(ctx, async (tx) => {
    const sessions = await endSessions(tx, ctx.actor.operatorId, ctx.actor.sessionId);
    if (sessions > 0) await noteEntry(tx, ctx.actor, noteOf(ctx.actor, sessions));
    return sessions;
  });
}

const noteOf = ({ operatorId, name }: OperatorActor, sessions: number) => ({
  action: "operator.sessions_ended" as const,
  subject: operatorId,
  subjectName: name,
  data: { sessions },
});
