import { call, pause } from "../clients/http";
import type { World } from "../world";
import type { Scenario } from "./scenario";

const postgresOf = ({ store }: World) => {
  if (!store.postgres) throw new Error("this fault needs Postgres");
  return store.postgres;
};

/** Attempts that the clients had to repeat while something was done. */
async function cutsDuring({ ledger }: World, work: () => Promise<void>): Promise<number> {
  const before = ledger.cuts;
  await work();
  return ledger.cuts - before;
}

/** Postgres goes down at once, in the middle of transactions, and comes back. */
export const restart: Scenario = {
  name: "database restart",
  world: "postgres",
  strike: (world) =>
    cutsDuring(world, async () => {
      const { server } = postgresOf(world);
      await server.stop();
      await pause(500);
      await server.start();
    }),
};

/** Longer than everything by which the server notices: 3 s for a connection, 8 s for an answer. Real time at pace 1. */
const UNREACHABLE_MS = 10_000;
const UNREACHABLE_FULL_MS = 30_000;
const BUSY_ANSWER_MS = 5000;

/** Packets to the database vanish: connections stand and answer nothing, new ones do not come about. */
export const unreachable: Scenario = {
  name: "database unreachable",
  world: "postgres",
  async strike(world) {
    const { proxy } = postgresOf(world);
    const problems: string[] = [];
    const hits = await cutsDuring(world, async () => {
      proxy.halve();
      proxy.weather.silent = true;
      await pause(world.settings.pace === 1 ? UNREACHABLE_FULL_MS : UNREACHABLE_MS);
      // Nobody waits for ever, and the process is alive.
      const caller = { origin: world.server.origin, headers: {}, timeoutMs: () => BUSY_ANSWER_MS };
      const answer = await call(caller, "GET", "/api/health");
      if (answer.status === 0)
        problems.push(`broken: no answer within ${BUSY_ANSWER_MS} ms while the database is away`);
      proxy.calm();
      proxy.halve();
    });
    return { hits, problems };
  },
};

const SLOW_MS = 5000;

/** Every word to and from the database takes a tenth of a second longer. */
export const slow: Scenario = {
  name: "database slow",
  world: "postgres",
  async strike(world) {
    const { proxy } = postgresOf(world);
    const before = world.ledger.acks;
    proxy.weather.delayMs = 100;
    await pause(SLOW_MS);
    proxy.calm();
    return world.ledger.acks - before + world.ledger.waiting().length;
  },
};

/** The disk below the data has no room for a while. */
export const diskFull: Scenario = {
  name: "disk full",
  world: "small-disk",
  async strike(world) {
    const { store, server, ledger } = world;
    const problems: string[] = [];
    const hits = await cutsDuring(world, async () => {
      const before = ledger.cuts;
      for (let waited = 0; waited < 20 && ledger.cuts < before + 20; waited++) {
        store.fillDisk?.(true);
        await pause(500);
      }
      store.fillDisk?.(false);
      await pause(500);
      // Whoever cannot write may stop: what counts is that the next start finds everything.
      if (!server.isRunning) {
        console.log(`  the server ended on the full disk:\n${server.printed.slice(-800)}`);
        await server.start();
      }
    });
    return { hits, problems };
  },
};
