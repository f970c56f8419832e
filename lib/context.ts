import type { Database, Transaction } from "@/db/types";
import type { ApiScope } from "@/lib/api-keys/rules";
import type { Identity } from "@/lib/identity/schemas";
import { log } from "@/lib/log";
import type { RealtimeEvent } from "@/lib/realtime/events";

export type OperatorRole = "operator" | "supervisor" | "admin";
/** `identity`: for whom their site vouches at this request; absent for everybody else. */
export type VisitorActor = { type: "visitor"; visitorId: string; identity?: Identity };
export type OperatorActor = {
  type: "operator";
  operatorId: string;
  role: OperatorRole;
  name: string;
  sessionId: string;
};
export type SystemActor = { type: "system"; job: string };
/** A program that calls the public API, where it speaks for nobody. */
export type KeyActor = { type: "key"; keyId: string; name: string; scopes: readonly ApiScope[] };
export type Actor = VisitorActor | OperatorActor | SystemActor | KeyActor;

/** Something on which a choice of operator depends has changed: in a department's queue, or with an operator. */
export type RoutingChange = { departmentId: string } | { operatorId: string };

/**
 * What every command receives: who acts and the only two doors to the outside.
 * Deadlines and stamps come from the database's clock (`now()` in SQL), not from here.
 */
export type Context<A extends Actor = Actor> = {
  actor: A;
  db: Database;
  publish: (events: RealtimeEvent[]) => Promise<void>;
  /** Distributes what waits after such changes; where it is missing, the next sweep does. */
  settle?: (changes: RoutingChange[]) => Promise<void>;
};

/** Where a command can act: without saying who acts. */
export type Door = Omit<Context, "actor">;

export type Emit = (event: RealtimeEvent) => void;
export type Touch = (change: RoutingChange) => void;

/**
 * Runs `work` in one transaction. What it emitted is published only after the commit, so nobody hears of a change that
 * was rolled back; then whatever waits is distributed anew where it touched something. A failure of either is logged,
 * not thrown: clients re-read the database when they reconnect, and the sweep distributes what was missed.
 */
export async function commit<T>(
  { db, publish, settle }: Door,
  work: (tx: Transaction, emit: Emit, touch: Touch) => Promise<T>,
): Promise<T> {
  const events: RealtimeEvent[] = [];
  const changes: RoutingChange[] = [];
  const result = await db.transaction((tx) =>
    work(
      tx,
      (event) => void events.push(event),
      (change) => void changes.push(change),
    ),
  );
  await publishAfterCommit({ publish }, events);
  if (settle && changes.length > 0) {
    await settle(changes).catch((error: unknown) => log.error({ err: error }, "distribution failed"));
  }
  return result;
}

/** Tells of what is stored already: that it cannot be told is logged, because clients read the database again anyway. */
export async function publishAfterCommit({ publish }: Pick<Door, "publish">, events: RealtimeEvent[]): Promise<void> {
  if (events.length === 0) return;
  await publish(events).catch((error: unknown) => log.error({ err: error }, "publish failed"));
}
