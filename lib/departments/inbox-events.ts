import type { Db } from "@/db/types";
import { listMemberIds } from "@/lib/departments/queries";
import type { RealtimeEvent } from "@/lib/realtime/events";

/** Tells every tab of these operators to read its departments again. */
export const departmentsChanged = (operatorIds: string[]): RealtimeEvent[] =>
  operatorIds.map((id) => ({ channel: "operator", id, name: "inbox.changed", data: { reason: "departments" } }));

/** The same for the members of one department, or of all of them. */
export const membersMustReload = async (tx: Db, departmentId?: string): Promise<RealtimeEvent[]> =>
  departmentsChanged(await listMemberIds(tx, departmentId));
