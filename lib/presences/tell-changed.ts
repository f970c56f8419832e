import { and, eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Db } from "@/db/types";
import type { RealtimeEvent } from "@/lib/realtime/events";

/** Many visitors on the move are one piece of news: a board reads itself anew at most this often. */
const PAUSE_MS = 2000;

/** When this process told a department last; of the company's pages under no id. */
const toldAt = new Map<string | null, number>();

/**
 * That the board of visitors is another one: for the department of the page, or for all that the company's snippet
 * offers. Nothing right after the last time, because boards read themselves anew by the clock as well.
 */
export async function visitorsChanged(db: Db, departmentId: string | null): Promise<RealtimeEvent[]> {
  const now = performance.now();
  if (now - (toldAt.get(departmentId) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) return [];
  toldAt.set(departmentId, now);
  const isOffered = and(eq(departments.hidden, false), eq(departments.disabled, false));
  const ids = departmentId
    ? [departmentId]
    : (await db.select({ id: departments.id }).from(departments).where(isOffered)).map(({ id }) => id);
  return ids.map((id) => ({ channel: "department", id, name: "visitors.changed", data: {} }));
}
