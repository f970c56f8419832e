import { and, eq, isNull } from "drizzle-orm";
import { operators, rooms } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/**
 * The room of two operators, made at its first use; of two who begin it at once both get the same one.
 * @throws DomainError `invalid` at `operatorId` for oneself and for whoever is not there
 */
export async function startDirectRoom(ctx: Context<OperatorActor>, colleagueId: string): Promise<{ roomId: string }> {
  const { operatorId } = ctx.actor;
  return commit(ctx, async (tx) => {
    const isThere = and(eq(operators.id, colleagueId), isNull(operators.deactivatedAt));
    if (colleagueId === operatorId || (await tx.$count(operators, isThere)) === 0) {
      throw new DomainError("invalid", "Nobody to talk to", { fields: { operatorId: "invalid" } });
    }
    // Ids are compared as Postgres compares them: lower case hexadecimal in the order of its characters.
    const [firstOperatorId, secondOperatorId] = [operatorId, colleagueId].toSorted();
    if (!firstOperatorId || !secondOperatorId) throw new Error("no pair");
    const pair = and(eq(rooms.firstOperatorId, firstOperatorId), eq(rooms.secondOperatorId, secondOperatorId));
    await tx.insert(rooms).values({ firstOperatorId, secondOperatorId }).onConflictDoNothing();
    const [room] = await tx.select({ id: rooms.id }).from(rooms).where(pair);
    if (!room) throw new Error("a room was made and is not there");
    return { roomId: room.id };
  });
}
