import { pause } from "../clients/http";
import type { ServerProcess } from "../server-process";
import { workOf } from "../shapes";
import type { World } from "../world";
import { restart } from "./database";
import { acceptTogether, cron, messageAgainst } from "./races";
import type { Scenario, Struck } from "./scenario";

/** How long a load balancer takes to see that an instance is gone. */
const NOTICED_MS = 500;

function twoOf({ instances }: World): [ServerProcess, ServerProcess] {
  const [one, other] = instances;
  if (!one || !other) throw new Error("this fault needs two instances");
  return [one, other];
}

/** One of two dies in the middle of its work; its people go to the other one, and come back to a new one. */
async function killOne(world: World): Promise<Struck> {
  const [one, other] = twoOf(world);
  const worked = await Promise.all([workOf(one), workOf(other)]);
  const problems = worked.flatMap(({ messages }, index) =>
    messages === 0 ? [`broken: instance ${index} has stored nothing`] : [],
  );
  let hits = world.ledger.waiting().length;
  await other.end("SIGKILL");
  await pause(NOTICED_MS);
  hits += world.lead(other, one);
  await pause(1000);
  await other.start();
  world.lead(other, other);
  return { hits, problems };
}

const oneKilled: Scenario = {
  name: "one of two instances killed",
  world: "instances",
  isShort: true,
  strike: killOne,
};

/** A new release without a pause: one instance after the other is asked to stop, and is led around meanwhile. */
const rolling: Scenario = {
  name: "rolling deploy",
  world: "instances",
  async strike(world) {
    const [one, other] = twoOf(world);
    let hits = 0;
    for (const [old, rest] of [
      [one, other],
      [other, one],
    ] as const) {
      hits += world.ledger.waiting().length + world.lead(old, rest);
      await old.end("SIGTERM");
      await old.start();
      world.lead(old, old);
    }
    return hits;
  },
};

/** The other one goes on, and its clock alone moves what is late. */
const oneFrozen: Scenario = {
  name: "one of two instances frozen",
  world: "instances",
  async strike(world) {
    const [one, other] = twoOf(world);
    const before = world.ledger.acks;
    const hits = world.ledger.waiting().length;
    other.freeze(true);
    const { ticks } = await workOf(one);
    await pause(4000);
    const after = await workOf(one);
    other.freeze(false);
    const problems = [];
    if (world.ledger.acks === before) problems.push("broken: nothing was taken while one of two was frozen");
    if (after.ticks === ticks) problems.push("broken: the other one's clock stood still, too");
    return { hits, problems };
  },
};

/** The service that tells everybody dies and comes back empty: what was published meanwhile nobody has heard. */
const realtimeRestart: Scenario = {
  name: "realtime service killed",
  world: "instances",
  healsMs: 25_000,
  async strike({ realtime, ledger }) {
    if (!realtime) throw new Error("this fault needs realtime as a service");
    const before = ledger.acks;
    await realtime.end("SIGKILL");
    await pause(3000);
    await realtime.start();
    return ledger.acks - before;
  },
};

const onTwo = (scenario: Scenario): Scenario => ({
  ...scenario,
  name: `two instances: ${scenario.name}`,
  world: "instances",
  isShort: false,
});

const serverlessKilled: Scenario = {
  name: "serverless instance killed",
  world: "serverless",
  isShort: true,
  // Without a process of ours a pulse heals what nobody was told.
  healsMs: 25_000,
  strike: killOne,
};

/** Faults of several instances on one database. */
export const onInstances: readonly Scenario[] = [
  oneKilled,
  rolling,
  oneFrozen,
  realtimeRestart,
  onTwo(acceptTogether),
  onTwo(messageAgainst),
  onTwo(cron),
  onTwo(restart),
  serverlessKilled,
];
