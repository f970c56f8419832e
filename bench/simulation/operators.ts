import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { type PresenceInput, setPresence } from "@/lib/operators/set-presence";
import type { Random } from "@/lib/random";
import { MINUTE, type SimOperator } from "./company";
import type { SimPerson, World } from "./world";

/** Below the 60 s after which somebody counts as unreachable. Browsers pulse more often; it changes nothing here. */
const PULSE_EVERY_MS = 50_000;
/** New chats stop so long before the end of a shift. */
const FINISHING_MS = 15 * MINUTE;
const LEAVE_AGAIN_MS = 2 * MINUTE;
/** Some just close the lid. */
const VANISHES = 0.15;

/** The working day of an operator: a shift with two short breaks and a long one. `day` is its midnight. */
export function employ(world: World, operator: SimOperator, random: Random, day: number): void {
  const person: SimPerson = {
    ...operator,
    context: { actor: operator.actor, ...world.door },
    random,
    isThere: false,
    backAt: Number.POSITIVE_INFINITY,
    isChoosing: false,
    isAtWork: false,
  };
  world.people.set(operator.actor.operatorId, person);
  const { from, to } = { from: day + operator.shift.from, to: day + operator.shift.to };
  world.plan(from, async () => {
    person.isAtWork = true;
    await arrive(world, person);
  });
  const middle = (from + to) / 2;
  for (const [at, minutes] of [
    [(from + middle) / 2, 10],
    [middle, 40],
    [(middle + to) / 2, 10],
  ] as const) {
    const begins = at + random.between(-20, 20) * MINUTE;
    world.plan(begins, () => rest(world, person, minutes * random.between(0.8, 1.3) * MINUTE));
  }
  world.plan(to - FINISHING_MS, () => choose(world, person, { finishing: true }));
  world.plan(to, () => goHome(world, person));
}

/** Whoever was made Away because they did not react notices it after a while. */
export function comeBackFromMisses(world: World, person: SimPerson): void {
  world.plan(world.now + person.random.between(2, 8) * MINUTE, async () => {
    if (person.isAtWork && person.isThere) await choose(world, person, { intent: "online" });
  });
}

async function choose(world: World, person: SimPerson, input: PresenceInput): Promise<void> {
  person.isChoosing = true;
  await world.attempt(() => setPresence(person.context, input));
  person.isChoosing = false;
}

async function arrive(world: World, person: SimPerson): Promise<void> {
  person.isThere = true;
  await choose(world, person, { intent: "online" });
  pulseOn(world, person);
}

function pulseOn(world: World, person: SimPerson): void {
  world.plan(world.now + PULSE_EVERY_MS, async () => {
    if (!person.isThere) return;
    await recordPulse(person.context, { chatIds: [] });
    pulseOn(world, person);
  });
}

/** Away with a word: present chats are finished meanwhile. Without one: nobody is at the desk. */
async function rest(world: World, person: SimPerson, ms: number): Promise<void> {
  if (!person.isAtWork || !person.isThere) return;
  const vanishes = person.random.chance(VANISHES);
  if (vanishes) {
    person.isThere = false;
    person.backAt = world.now + ms;
  } else {
    await choose(world, person, { intent: "away" });
  }
  world.plan(world.now + ms, async () => {
    if (person.isAtWork) await (vanishes ? arrive(world, person) : choose(world, person, { intent: "online" }));
  });
}

async function goHome(world: World, person: SimPerson): Promise<void> {
  person.isAtWork = false;
  const { operatorId } = person.actor;
  const isBusy = [...world.chats.values()].some((chat) => chat.status === "active" && chat.ownerId === operatorId);
  if (isBusy && person.isThere) {
    world.plan(world.now + LEAVE_AGAIN_MS, () => goHome(world, person));
    return;
  }
  await choose(world, person, { intent: "offline" });
  person.isThere = false;
  person.backAt = Number.POSITIVE_INFINITY;
}
