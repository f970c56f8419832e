import type { Database, Transaction } from "@/db/types";
import { log } from "@/lib/log";
import type { RealtimeEvent } from "@/lib/realtime/events";

export type OperatorRole = "operator" | "supervisor" | "admin";
export type VisitorActor = { type: "visitor"; visitorId: string };
export type OperatorActor = {
  type: "operator";
  operatorId: string;
  role: OperatorRole;
  name: string;
  sessionId: string;
};
export type SystemActor = { type: "system"; job: string };
export type Actor = VisitorActor | OperatorActor | SystemActor;

/**
 * What every command receives: who acts and the only two doors to the outside.
 * Deadlines and stamps come from the database's clock (`now()` in SQL), not from here.
 */
export type Context<A extends Actor = Actor> = {
  actor: A;
  db: Database;
  publish: (events: RealtimeEvent[]) => Promise<void>;
};

/**
 * Runs `work` in one transaction and publishes what it emitted only after the commit, so nobody hears of a change
 * that was rolled back. A failed publish is logged, not thrown: clients re-read the database when they reconnect.
 */
export async function commit<T>(
  ctx: Pick<Context, "db" | "publish">,
  work: (tx: Transaction, emit: (event: RealtimeEvent) => void) => Promise<T>,
): Promise<T> {
  const events: RealtimeEvent[] = [];
  const result = await ctx.db.transaction((tx) => work(tx, (event) => void events.push(event)));
  if (events.length > 0) {
    await ctx.publish(events).catch((error: unknown) => log.error({ err: error }, "publish failed"));
  }
  return result;
}
