import { noteChatsAtOnce } from "@/db/month/note-chats-at-once";
import { chats, legs } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "./database";
import { asVisitor } from "./factories";

type Chat = typeof chats.$inferInsert;
type Leg = typeof legs.$inferInsert;
export type Story = { chat: Chat & { id: string }; legs: (Leg & { reason: Leg["reason"] })[] };

/** Whole numbers that are the same in every run (a linear congruential generator, Numerical Recipes). */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** Both ends included. */
  whole(low: number, high: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return low + Math.floor((this.#state / 2 ** 32) * (high - low + 1));
  }
  chance(percent: number): boolean {
    return this.whole(1, 100) <= percent;
  }
  pick<T>(list: readonly T[]): T {
    const found = list[this.whole(0, list.length - 1)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  }
}

type World = { departmentIds: readonly string[]; operatorIds: readonly string[]; channelIds: readonly string[] };

/**
 * The life of one chat as its legs tell it, with everything that can become of one: it waits, is taken, missed, passed on
 * within and after two minutes, left, ended, taken up again and rated. Times fall on each other as often as dice let them.
 */
export function tellStory(dice: Dice, world: World, begins: Date, visitorId: string): Story {
  let at = begins.getTime();
  const later = (seconds: number) => {
    at += seconds * 1000;
    return new Date(at);
  };
  let departmentId = dice.pick(world.departmentIds);
  const story: Story["legs"] = [];
  const isStartedByOperator = dice.chance(8);
  let isDirect = isStartedByOperator;
  let isRunning = true;
  let operatorId = dice.pick(world.operatorIds);
  const id = uuidv7();
  while (isRunning) {
    const queuedAt = new Date(at);
    const leg: Story["legs"][number] = {
      chatId: id,
      departmentId,
      queuedAt,
      fromSeq: story.length * 10 + 1,
      reason: null,
    };
    story.push(leg);
    if (!isDirect) {
      if (dice.chance(50)) leg.promisedSeconds = dice.whole(0, 300);
      const wait = dice.chance(20) ? 0 : dice.whole(1, 600);
      if (dice.chance(15)) {
        const leftAtPlace = dice.chance(90) ? dice.whole(1, 14) : null;
        Object.assign(leg, { reason: "left", releasedAt: later(wait), toSeq: leg.fromSeq + 9, leftAtPlace });
        isRunning = dice.chance(20);
        later(dice.whole(60, 3600));
        continue;
      }
      later(wait);
      operatorId = dice.pick(world.operatorIds);
    }
    Object.assign(leg, { operatorId, assignedAt: new Date(at) });
    const end = dice.pick(["missed", "transferred", "closed", "closed", "closed", "idle", "answered", "open"] as const);
    if (end !== "missed" && dice.chance(85)) leg.firstReplyAt = later(dice.whole(0, 200));
    if (end === "open") break;
    Object.assign(leg, { reason: end, releasedAt: later(dice.pick([0, 119, 120, 121, 700])), toSeq: leg.fromSeq + 9 });
    const isOver = end === "closed" || end === "idle";
    isRunning = !isOver || dice.chance(25);
    isDirect = !isOver && dice.chance(60);
    if (isOver) later(dice.whole(1, 80_000));
    if (end === "transferred" && dice.chance(50)) departmentId = dice.pick(world.departmentIds);
    operatorId = dice.pick(world.operatorIds);
  }
  return { chat: { id, ...endOf(dice, story, departmentId), ...facts() }, legs: story };

  function facts() {
    const isSpam = story.every(({ reason }) => reason !== null) && dice.chance(5);
    return {
      visitorId,
      startClientId: uuidv7(),
      channelId: dice.pick(world.channelIds),
      createdAt: begins,
      queuedSince: begins,
      startedById: isStartedByOperator ? operatorId : null,
      ...(dice.chance(50) && {
        rating: dice.whole(1, 5),
        ratedAt: new Date(begins.getTime() + dice.whole(0, at - begins.getTime())),
      }),
      ...(isSpam && { spamAt: new Date(at), spamById: operatorId }),
    };
  }
}

function endOf(dice: Dice, story: Story["legs"], departmentId: string) {
  const last = story.at(-1);
  if (!last?.releasedAt) {
    return { departmentId, status: "active" as const, operatorId: last?.operatorId ?? null };
  }
  const neverWrote = last.reason === "left" && story.length === 1 && dice.chance(30);
  const closeReason = neverWrote ? ("never_wrote" as const) : ("operator" as const);
  return { departmentId, status: "closed" as const, closeReason, closedAt: last.releasedAt };
}

/** Writes so many chats that began in a time, evenly spread over it by dice. */
export async function writeHistory(
  world: World,
  { count, from, to, seed }: { count: number; from: Date; to: Date; seed: number },
) {
  const db = await testDatabase();
  const dice = new Dice(seed);
  const visitor = await asVisitor();
  const stories = Array.from({ length: count }, () =>
    tellStory(dice, world, new Date(dice.whole(from.getTime(), to.getTime() - 1)), visitor.actor.visitorId),
  );
  noteChatsAtOnce(stories.flatMap((story) => story.legs));
  for (let i = 0; i < stories.length; i += 200) {
    const some = stories.slice(i, i + 200);
    await db.insert(chats).values(some.map(({ chat }) => chat));
    await db.insert(legs).values(some.flatMap((story) => story.legs));
  }
}
