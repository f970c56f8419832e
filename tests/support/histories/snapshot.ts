import { asc, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chatEvents, chats, legs, offlineMessages, operators, timers } from "@/db/schema";
import type { Database } from "@/db/types";
import { grouped } from "../grouped";

export type ChatRow = typeof chats.$inferSelect;
export type EventRow = typeof chatEvents.$inferSelect;
export type LegRow = typeof legs.$inferSelect;
export type OperatorRow = typeof operators.$inferSelect;

/** Everything that the invariants are about, as it is between two steps. */
export type Snapshot = {
  now: Date;
  chats: ChatRow[];
  /** By chat, in their order. */
  events: Map<string, EventRow[]>;
  legs: Map<string, LegRow[]>;
  /** By chat, then by kind. */
  timers: Map<string, Map<string, Date>>;
  operators: OperatorRow[];
  /** Chats that ended as an offline message; one entry each. */
  offlineChatIds: string[];
};

export async function readSnapshot(db: Database): Promise<Snapshot> {
  const [clock] = await rows<{ now: string }>(db, sql`select clock_timestamp() as now`);
  const allEvents = await db.select().from(chatEvents).orderBy(asc(chatEvents.chatId), asc(chatEvents.seq));
  const allLegs = await db.select().from(legs).orderBy(asc(legs.chatId), asc(legs.fromSeq));
  const armed = await db.select().from(timers);
  const left = await db.select({ chatId: offlineMessages.chatId }).from(offlineMessages);
  return {
    now: new Date(clock?.now ?? Number.NaN),
    chats: await db.select().from(chats).orderBy(asc(chats.createdAt), asc(chats.id)),
    events: grouped(allEvents, ({ chatId }) => chatId),
    legs: grouped(allLegs, ({ chatId }) => chatId),
    timers: new Map(
      [...grouped(armed, ({ chatId }) => chatId)].map(([chatId, found]) => [
        chatId,
        new Map(found.map(({ kind, dueAt }) => [kind, dueAt])),
      ]),
    ),
    operators: await db.select().from(operators).orderBy(asc(operators.id)),
    offlineChatIds: left.flatMap(({ chatId }) => chatId ?? []),
  };
}
