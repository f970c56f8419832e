import { closeChat } from "@/lib/chats/close-chat";
import type { RoutingChange, VisitorActor } from "@/lib/context";
import { createRealtimeServer } from "@/lib/realtime/embedded/server";
import { channelName, type RealtimeEvent } from "@/lib/realtime/events";
import { settle } from "@/lib/routing/settle";
import type { BenchDatabase } from "../support/databases";
import { idOf, queuedStatements } from "./seed";

export const WAITING = 1000;

export type Places = { totalMs: number[]; told: number };

/**
 * The first of each queue goes away, so that everybody behind them has another place. Timed from the command to the
 * moment at which the last of them was told, over the realtime server of the process.
 */
export async function benchPlaces({ db, run }: BenchDatabase, queues: number, repetitions: number): Promise<Places> {
  const word = `waiting in ${queues}`;
  await run([...queuedStatements(word, WAITING, `1 + i % ${queues}`), "vacuum analyze"]);
  const realtime = createRealtimeServer({
    apps: [{ appId: "bench", key: "bench", secret: "bench" }],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  let told = 0;
  const publish = async (events: RealtimeEvent[]) => {
    for (const { channel, id, name, data } of events) {
      if (name === "queue.moved") told += 1;
      realtime.publish(channelName(channel, id), name, data);
    }
  };
  const door = { db, publish };
  const done: Places = { totalMs: [], told: 0 };
  for (let i = 0; i < repetitions; i++) {
    told = 0;
    const changes: RoutingChange[] = [];
    const note = async (some: RoutingChange[]) => void changes.push(...some);
    const startedAt = performance.now();
    for (let queue = 1; queue <= queues; queue++) {
      const number = i * queues + queue;
      const actor: VisitorActor = { type: "visitor", visitorId: idOf("visitor", number) };
      await closeChat({ actor, ...door, settle: note }, idOf(word, number));
    }
    await settle(door, changes, { defer: false });
    done.totalMs.push(performance.now() - startedAt);
    done.told = told;
  }
  await realtime.close({ staggerMs: 0 });
  await run(emptying);
  return done;
}

const WAITING_IDS = "select id from chats where status = 'queued'";
const emptying = [
  ...["timers", "chat_events"].map((table) => `delete from ${table} where chat_id in (${WAITING_IDS})`),
  `delete from legs where released_at is null and chat_id in (${WAITING_IDS})`,
  "delete from chats where status = 'queued'",
];
