import { eq, sql } from "drizzle-orm";
import { authSessions } from "@/db/schema";
import type { Db } from "@/db/types";

/** An inbox in sight says so every 25 s (`PULSE_MS`): one that was not heard of for longer is gone. */
export const IN_SIGHT_SECONDS = 35;

/** Notes that a browser of an operator has an inbox in sight at this moment, or no longer. */
export async function noteSight(db: Db, sessionId: string, inSight: boolean): Promise<void> {
  const visibleUntil = inSight ? sql`now() + make_interval(secs => ${IN_SIGHT_SECONDS})` : null;
  await db.update(authSessions).set({ visibleUntil }).where(eq(authSessions.id, sessionId));
}
