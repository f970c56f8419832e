import { database } from "@/db/client";
import type { Door } from "@/lib/context";
import { env } from "@/lib/env";
import { metrics } from "@/lib/health/metrics";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { publish } from "@/lib/realtime/publish";
import { settle } from "@/lib/routing/settle";

/** Where the commands of this process act: its database, its realtime, and the distribution after each change. */
export async function processDoor(): Promise<Door> {
  const db = await database();
  // On a serverless host nothing runs once the answer is out.
  const defer = !env().VERCEL;
  return { db, publish: counted, settle: (changes) => settle({ db, publish: counted }, changes, { defer }) };
}

async function counted(events: RealtimeEvent[]): Promise<void> {
  const { events: counter } = metrics();
  try {
    await publish(events);
    counter.inc({ outcome: "sent" }, events.length);
  } catch (error) {
    counter.inc({ outcome: "failed" }, events.length);
    throw error;
  }
}
