import { and, eq } from "drizzle-orm";
import { departmentMembers, type rooms } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/errors";

export type RoomRow = typeof rooms.$inferSelect;

/**
 * A department's room is for its members, a direct one for the two: nobody else, whatever their role, reads what
 * colleagues write to each other. Null stands for a department's room in which nobody has written yet.
 * @throws DomainError `not_found`, exactly as for a room that does not exist
 */
export async function assertInRoom(
  db: Db,
  { operatorId }: OperatorActor,
  roomId: string,
  room: RoomRow | null,
): Promise<void> {
  if (room && room.departmentId === null) {
    if (room.firstOperatorId !== operatorId && room.secondOperatorId !== operatorId) throw notFound();
    return;
  }
  const membership = and(eq(departmentMembers.departmentId, roomId), eq(departmentMembers.operatorId, operatorId));
  if ((await db.$count(departmentMembers, membership)) === 0) throw notFound();
}
