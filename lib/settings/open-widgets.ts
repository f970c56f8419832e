import { desc } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { chats } from "@/db/schema";
import type { Db } from "@/db/types";
import { hasStatus } from "@/lib/chats/has-status";
import type { RealtimeEvent } from "@/lib/realtime/events";

/** Open widgets that are told at most, those first whose visitor was heard of last; others read the settings anew anyway. */
const WIDGETS_MAX = 5000;

/** Tells the visitors of open chats that the settings which their widgets keep are other ones now. */
export async function tellOpenWidgets(db: Db): Promise<RealtimeEvent[]> {
  const columns = { id: chats.id, visitorSeenAt: chats.visitorSeenAt };
  // Two reads, each by its partial index: closed chats are never looked at.
  const queued = db.select(columns).from(chats).where(hasStatus("queued"));
  const active = db.select(columns).from(chats).where(hasStatus("active"));
  const open = await unionAll(queued, active).orderBy(desc(chats.visitorSeenAt)).limit(WIDGETS_MAX);
  return open.map(({ id }): RealtimeEvent => ({ channel: "visitorChat", id, name: "settings.changed", data: {} }));
}
