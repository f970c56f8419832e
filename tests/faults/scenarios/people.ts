import { pause } from "../clients/http";
import { inviteGuests } from "../guests";
import type { World } from "../world";
import type { Scenario } from "./scenario";

/** Two minutes, shortened twice as much as the clients' clocks are fast. */
const OFFLINE_MS = 120_000;

/** Half of the visitors have no network for a while, and go on writing. */
export const offline: Scenario = {
  name: "visitor offline",
  world: "embedded",
  async strike({ proxies, visitors, settings }) {
    const away = visitors.slice(0, visitors.length / 2);
    let hits = 0;
    for (const proxy of proxies.slice(0, away.length)) {
      proxy.weather.refuse = true;
      hits += proxy.halve();
    }
    await pause(settings.pace === 1 ? OFFLINE_MS : OFFLINE_MS / (2 * settings.pace));
    for (const proxy of proxies.slice(0, away.length)) proxy.calm();
    for (const visitor of away) visitor.wake();
    return hits;
  },
};

/** Visitors in one process of guests. */
const GUESTS = 3;

const invite = ({ proxies, seeded, settings, ledger }: World, clockMs: number) =>
  inviteGuests(
    {
      origins: proxies.slice(0, GUESTS).map(({ origin }) => origin),
      key: seeded.automatic.key,
      pace: settings.pace,
      clockMs,
    },
    ledger,
  );

const SLEEP_MS = 8000;

/** A process of visitors is stopped in the middle of a word, its sockets with it, and wakes later. */
export const laptop: Scenario = {
  name: "laptop closed",
  world: "embedded",
  async strike(world) {
    const guests = await invite(world, 0);
    world.guests.push(guests);
    await pause(1000);
    guests.sleep(true);
    await pause(SLEEP_MS);
    guests.sleep(false);
    return GUESTS;
  },
};

const DAY_MS = 86_400_000;

/** Some clients live a day ahead and some a day behind. */
export const clocks: Scenario = {
  name: "clocks off by a day",
  world: "embedded",
  async strike(world, { acks, quota }) {
    world.guests.push(await invite(world, DAY_MS), await invite(world, -DAY_MS));
    await acks(quota);
    return [...world.ledger.sends.values()].filter(({ sender }) => sender.startsWith("guest")).length;
  },
};
