import { eq } from "drizzle-orm";
import { rooms } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { assertInRoom } from "./access";
import { roomAudience } from "./audience";
import { noteRead } from "./send-room-message";

/**
 * Notes how far the operator has read, at most to the newest message; never backwards.
 * @throws DomainError `not_found`. Emits `room.read` to the operator's own tabs, and to the colleague of a direct room.
 */
export async function markRoomRead(ctx: Context<OperatorActor>, roomId: string, seq: number): Promise<void> {
  const { actor } = ctx;
  await commit(ctx, async (tx, emit) => {
    const [room] = await tx.select().from(rooms).where(eq(rooms.id, roomId));
    await assertInRoom(tx, actor, roomId, room ?? null);
    if (!room) return;
    const upTo = Math.min(seq, room.lastSeq);
    await noteRead(tx, actor, roomId, upTo);
    const told = room.departmentId === null ? await roomAudience(tx, room) : [actor.operatorId];
    const data = { roomId, operatorId: actor.operatorId, seq: upTo };
    for (const id of told) emit({ channel: "operator", id, name: "room.read", data });
  });
}
