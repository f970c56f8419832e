import { pause } from "../clients/http";
import type { ServerProcess } from "../server-process";
import { messagesOf } from "../shapes";
import { untilTrue } from "../wait";
import type { World } from "../world";
import { restart } from "./database";
import { acceptTogether, countTimed, cron, makeLate, messageAgainst } from "./races";
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
  const stored = await Promise.all([messagesOf(one), messagesOf(other)]);
  const problems = stored.flatMap((messages, index) =>
    messages === 0 ? [`broken: instance ${index} has stored nothing`] : [],
  );
  let hits = world.ledger.waiting().length;
  await other.end("SIGKILL");
  await pause(NOTICED_MS);
  hits += world.lead(other, one);
  await pause(1000);
  await other.start();
  world.lead(other, other);
  // It answers before its pages are loaded; who asks for one meanwhile waits for it.
  const page = await fetch(`${other.origin}/login`);
  if (!page.ok) problems.push(`broken: a page was answered with ${page.status} right after the start`);
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

const FROZEN_MS = 2000;
/**
 * The clock asks every second, and waits for nobody's chat. A row of an operator that the frozen one holds is waited for, and
 * the database takes it from an idle transaction after ten seconds: that is the longest that one process can stop another.
 */
const KEPT_MS = 16_000;

/** The other one goes on: it takes what is written, and its clock alone keeps the deadlines. */
const oneFrozen: Scenario = {
  name: "one of two instances frozen",
  world: "instances",
  async strike(world, { life }) {
    const [, other] = twoOf(world);
    const before = world.ledger.acks;
    const hits = world.ledger.waiting().length;
    const problems = [];
    other.freeze(true);
    await pause(FROZEN_MS);
    if (world.ledger.acks === before) problems.push("broken: nothing was taken while one of two was frozen");
    // Whoever writes keeps a deadline from coming.
    life.rest(true);
    await pause(500);
    if (!(await keepsDeadlines(world))) problems.push("broken: nobody kept a deadline while one of two was frozen");
    other.freeze(false);
    life.rest(false);
    return { hits, problems };
  },
};

/** Makes every deadline late, and waits for the first one that is kept. */
async function keepsDeadlines(world: World): Promise<boolean> {
  const ids = world.visitors.flatMap(({ chatId }) => chatId ?? []);
  const sum = async () => [...(await countTimed(world, ids)).values()].reduce((total, count) => total + count, 0);
  const kept = await sum();
  // One by one and not waited for: the frozen instance may hold a chat.
  const late = Promise.all(ids.map((id) => makeLate(world, [id])));
  const isKept = await untilTrue(async () => (await sum()) > kept, KEPT_MS);
  // Hold of one ends with the thaw, at the latest with the database's patience for an idle transaction.
  void late.catch(() => undefined);
  return isKept;
}

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
