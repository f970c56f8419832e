import { randomBytes } from "node:crypto";
import { Operator } from "./clients/operator";
import type { ClientSettings } from "./clients/settings";
import { Visitor } from "./clients/visitor";
import type { Guests } from "./guests";
import { RunLedger } from "./ledger";
import { FaultProxy } from "./proxy";
import { type Seeded, seedFaultRun } from "./seed";
import type { ServerProcess } from "./server-process";
import { type Shape, startShape } from "./shapes";
import type { Store } from "./store";

const VISITORS = 12;
const OPERATORS = 4;

/** A server with its database, and the people who use it, each by a proxy of their own. */
export type World = {
  store: Store;
  /** The first of the instances, and mostly the only one. */
  server: ServerProcess;
  instances: ServerProcess[];
  /** Realtime, where it is a service of its own. */
  realtime: ServerProcess | null;
  /** Leads whoever belongs to one instance to another one, or back home. Answers how many connections that cut. */
  lead: (peopleOf: ServerProcess, to: ServerProcess) => number;
  seeded: Seeded;
  ledger: RunLedger;
  settings: ClientSettings;
  visitors: Visitor[];
  operators: Operator[];
  /** Visitors' first, then operators'. */
  proxies: FaultProxy[];
  /** People in processes of their own, until the end of the round. */
  guests: Guests[];
  cronSecret: string;
  authSecret: string;
  end: () => Promise<void>;
  /** Ends the processes at once. */
  kill: () => Promise<void>;
};

/** How many people there are, who keeps the account, and what else the server is started with. */
export type WorldOptions = {
  visitors?: number;
  operators?: number;
  ledger?: RunLedger;
  env?: Record<string, string>;
  shape?: Shape;
};

export async function makeWorld(store: Store, pace: number, options: WorldOptions = {}): Promise<World> {
  const { visitors: visitorCount = VISITORS, operators: operatorCount = OPERATORS } = options;
  const authSecret = randomBytes(32).toString("base64url");
  const cronSecret = randomBytes(16).toString("base64url");
  const seeded = await store.use((db) => seedFaultRun(db, authSecret, operatorCount));
  const env = { ...store.env, AUTH_SECRET: authSecret, CRON_SECRET: cronSecret, ...options.env };
  const processes = await startShape(options.shape ?? "one", env);
  const { instances, realtime } = processes;
  const homeOf = (index: number): ServerProcess => {
    const home = instances[index % instances.length];
    if (!home) throw new Error("no instance runs");
    return home;
  };
  const server = homeOf(0);
  const ledger = options.ledger ?? new RunLedger();
  const settings: ClientSettings = { pace, twice: false, filter: null, realtime: processes.realtimeAt };
  const proxies = await Promise.all(
    Array.from({ length: visitorCount + operatorCount }, (_, index) => new FaultProxy(homeOf(index).port).listen()),
  );
  const originOf = (index: number) => proxies[index]?.origin ?? server.origin;
  const visitors = Array.from({ length: visitorCount }, (_, i) => {
    // Every fourth asks the department whose chats wait until somebody accepts them.
    const { key } = i % 4 === 3 ? seeded.manual : seeded.automatic;
    return new Visitor({ name: `visitor ${i}`, origin: originOf(i), key, ledger, settings });
  });
  const operators = seeded.operators.map(
    ({ cookie }, i) =>
      new Operator({ name: `operator ${i}`, origin: originOf(visitorCount + i), cookie, ledger, settings }),
  );
  await Promise.all(operators.map((operator) => operator.start()));
  const world: World = {
    store,
    server,
    instances,
    realtime,
    lead(peopleOf, to) {
      const theirs = proxies.filter((_, index) => homeOf(index) === peopleOf);
      return theirs.reduce((cut, proxy) => cut + proxy.leadTo(to.port), 0);
    },
    seeded,
    ledger,
    settings,
    visitors,
    operators,
    proxies,
    guests: [],
    cronSecret,
    authSecret,
    async end() {
      for (const one of world.guests) one.kill();
      for (const visitor of visitors) visitor.leave();
      for (const operator of operators) operator.stop();
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await processes.end("SIGTERM");
    },
    kill: () => processes.end("SIGKILL"),
  };
  return world;
}
