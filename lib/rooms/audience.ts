import { eq } from "drizzle-orm";
import { departmentMembers } from "@/db/schema";
import type { Db } from "@/db/types";
import type { ChatEventDto } from "@/lib/chats/schemas";
import type { RealtimeEvent } from "@/lib/realtime/events";
import type { RoomRow } from "./access";

/**
 * Who hears of a message: each member on their own channel, which all of their tabs have joined on whatever page. Not on
 * the department's channel, which admins may join without being members.
 */
export async function roomAudience(db: Db, room: RoomRow): Promise<string[]> {
  if (room.departmentId === null) return [room.firstOperatorId, room.secondOperatorId].filter((id) => id !== null);
  const members = await db
    .select({ id: departmentMembers.operatorId })
    .from(departmentMembers)
    .where(eq(departmentMembers.departmentId, room.departmentId));
  return members.map(({ id }) => id);
}

export const roomAppended = (operatorIds: readonly string[], event: ChatEventDto): RealtimeEvent[] =>
  operatorIds.map((id) => ({ channel: "operator", id, name: "room.appended", data: event }));
