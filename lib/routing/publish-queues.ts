import { sql } from "drizzle-orm";
import type { Db } from "@/db/types";
import type { Door } from "@/lib/context";
import type { RealtimeEvent } from "@/lib/realtime/events";
import type { Outlook } from "./outlook";
import { expectedSeconds, getOutlooks, listQueues, type QueueEntry, toQueueDto } from "./queue";
import { idArray } from "./roster";

/** What each waiting visitor was told last by this process: only what differs is told again. */
const told = new Map<string, string>();
/** Far above any queue; a process that has seen more forgets and tells everybody once more. */
const TOLD_MAX = 50_000;

/**
 * Tells the waiting visitors of some departments their place and estimate, as far as they changed, and stores the first
 * estimate of each leg as what was promised.
 */
export async function publishQueues({ db, publish }: Door, departmentIds: readonly string[]): Promise<number> {
  const entries = await listQueues(db, departmentIds);
  if (entries.length === 0) return 0;
  const outlooks = await getOutlooks(db, departmentIds);
  await storePromises(db, entries, outlooks);
  if (told.size > TOLD_MAX) told.clear();
  const events: RealtimeEvent[] = [];
  for (const entry of entries) {
    const queue = toQueueDto(entry, outlooks.get(entry.departmentId));
    // Whoever is back in a queue has read something else meanwhile.
    const text = `${entry.epoch} ${JSON.stringify(queue)}`;
    if (told.get(entry.chatId) === text) continue;
    told.set(entry.chatId, text);
    events.push({
      channel: "visitorChat",
      id: entry.chatId,
      name: "queue.moved",
      data: { chatId: entry.chatId, queue },
    });
  }
  if (events.length > 0) await publish(events);
  return events.length;
}

/**
 * The promise belongs to the leg: it is never changed once it was made. It is of the whole wait, so one that could not be
 * made at the beginning (nobody was there) includes what was waited by then.
 */
async function storePromises(db: Db, entries: readonly QueueEntry[], outlooks: ReadonlyMap<string, Outlook>) {
  const promises = entries.flatMap(({ chatId, departmentId, place, promisedSeconds, waitedSeconds }) => {
    const seconds = promisedSeconds === null ? expectedSeconds(place, outlooks.get(departmentId)) : null;
    return seconds === null ? [] : [{ chatId, seconds: Math.round(waitedSeconds + seconds) }];
  });
  if (promises.length === 0) return;
  const seconds = sql`${`{${promises.map((one) => one.seconds).join(",")}}`}::int[]`;
  await db.execute(sql`
    update legs set promised_seconds = told.seconds
    from unnest(${idArray(promises.map((one) => one.chatId))}, ${seconds}) as told (chat_id, seconds)
    where legs.chat_id = told.chat_id and legs.released_at is null and legs.assigned_at is null
      and legs.promised_seconds is null`);
}
