import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { Random } from "@/lib/random";
import { isSweepNeeded, sweep } from "@/lib/routing/sweep";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { countViolations, type Violations } from "./checks";
import { SimulatedClock } from "./clock";
import { foundCompany, HOUR, MINUTE } from "./company";
import { comeBackFromMisses, employ } from "./operators";
import { type Kept, listKept } from "./promises";
import { follow } from "./talks";
import { inviteVisitors } from "./visitors";
import { World } from "./world";

export type SimulationSize = {
  chats: number;
  operators: number;
  departments: number;
  seed: number;
  sweepEveryMs: number;
  /** Of the day, at which it is looked at; whoever would come later does not. */
  untilHour?: number;
};
export type SimulationResult = {
  violations: Violations;
  kept: Kept[];
  /** Numbers of the day, by what they count. */
  day: Record<string, number>;
  seconds: number;
};

/** A Monday. */
const DAY = Date.parse("2026-11-16T00:00:00Z");
const CHECK_EVERY_MS = 10 * MINUTE;

/**
 * One day of a company on a migrated, empty database of its own, with the database's clock moved from one thing that
 * happens to the next. The same seed makes the same day.
 */
export async function simulateDay(
  db: Database,
  { chats, operators, departments, seed, sweepEveryMs, untilHour = 24 }: SimulationSize,
  onHour: (hour: number) => void = () => undefined,
): Promise<SimulationResult> {
  const startedAt = performance.now();
  const clock = await SimulatedClock.install(db, DAY);
  await ensureInstallation(db);
  const random = new Random(seed);
  const company = await foundCompany(db, random, { departments, operators });
  const world = new World(db, clock);
  world.onChat = (chat) => follow(world, chat, company.departments);
  world.onPresence = (person) => comeBackFromMisses(world, person);
  for (const [index, operator] of company.operators.entries()) {
    employ(world, operator, new Random(seed * 7_919 + index), DAY);
  }
  inviteVisitors(world, company.departments, { day: DAY, count: chats, seed });
  const violations: Violations = {};
  keepSweeping(world, violations, sweepEveryMs);
  for (let hour = 1; hour <= untilHour; hour++) world.plan(DAY + hour * HOUR, async () => onHour(hour));
  await liveUntil(world, DAY + untilHour * HOUR);
  add(violations, await countViolations(db, "end"));
  const kept = await listKept(db, (chatId, epoch) => world.firstPlaces.get(`${chatId} ${epoch}`));
  const day = await countDay(db, world);
  return { violations, kept, day, seconds: (performance.now() - startedAt) / 1000 };
}

/** As the process does: a tick in the second in which a deadline runs out, and whatever people do. */
async function liveUntil(world: World, end: number): Promise<void> {
  const { agenda, clock, door } = world;
  while (agenda.nextAt <= end) {
    if (await clock.moveToNext(agenda.nextAt)) await fireDueTimers(door);
    else await agenda.take()?.act();
  }
}

function keepSweeping(world: World, violations: Violations, everyMs: number): void {
  let checkAt = world.now + CHECK_EVERY_MS;
  const once = async () => {
    // As the job does: an idle machine only looks.
    if (await isSweepNeeded(world.door.db)) await sweep(world.door);
    if (world.now >= checkAt) {
      add(violations, await countViolations(world.door.db, "any time"));
      checkAt += CHECK_EVERY_MS;
    }
    world.plan(world.now + everyMs, once);
  };
  world.plan(world.now + everyMs, once);
}

function add(sum: Violations, more: Violations): void {
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
}

async function countDay(db: Database, world: World): Promise<Record<string, number>> {
  const [row] = await rows<Record<string, number>>(
    db,
    sql`select (select count(*)::int from chats) as chats,
      (select count(*)::int from chat_events where kind = 'message') as messages,
      (select count(*)::int from chat_events where kind = 'assigned') as assigned,
      (select count(*)::int from chat_events where kind = 'reassigned') as reassigned,
      (select count(*)::int from legs where reason = 'missed') as missed,
      (select count(*)::int from chat_events where kind = 'alerted') as "supervisors alerted",
      (select count(*)::int from chat_events where kind = 'requeued') as requeued,
      (select count(*)::int from chat_events where kind = 'transferred') as "transferred to departments",
      (select count(*)::int from chat_events where kind = 'offered') as "offered to operators",
      (select count(*)::int from chat_events where kind = 'accepted') as "offers accepted",
      (select count(*)::int from chat_events where kind = 'held') as held,
      (select count(*)::int from chat_events where kind = 'reopened') as reopened,
      (select count(*)::int from chat_events where kind = 'notice') as notices,
      (select count(*)::int from chats where close_reason = 'idle') as "closed as idle",
      (select count(*)::int from chats where close_reason = 'abandoned') as abandoned,
      (select count(*)::int from chats where close_reason = 'left_contact') as "left an address",
      (select count(*)::int from legs where reason = 'left') as "left the queue",
      (select count(*)::int from chats where status <> 'closed') as "open at the end",
      (select count(*)::int from legs where assigned_at > queued_at + interval '5 seconds') as "legs that waited",
      (select count(*)::int from legs where promised_seconds is not null) as promises`,
  );
  const refused = Object.entries(world.refusals).map(([code, count]) => [`refused: ${code}`, count] as const);
  return { ...row, ...Object.fromEntries(refused) };
}
