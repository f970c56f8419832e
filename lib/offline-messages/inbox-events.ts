import { eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { listMemberIds } from "@/lib/departments/queries";
import type { RealtimeEvent } from "@/lib/realtime/events";

/** Who sees the messages of a department, or (null) of the company: its members, and every admin. */
export async function listReaderIds(db: Db, departmentId: string | null): Promise<string[]> {
  const admins = await db.select({ id: operators.id }).from(operators).where(eq(operators.role, "admin"));
  const members = departmentId === null ? [] : await listMemberIds(db, departmentId);
  return [...new Set([...members, ...admins.map(({ id }) => id)])];
}

/** Tells every tab of these operators to read the number of offline messages again. */
export const offlineMessagesChanged = (operatorIds: string[]): RealtimeEvent[] =>
  operatorIds.map((id) => ({ channel: "operator", id, name: "inbox.changed", data: { reason: "offline" } }));
