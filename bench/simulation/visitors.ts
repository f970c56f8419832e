import { closeChat } from "@/lib/chats/close-chat";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { leaveContact } from "@/lib/chats/visitor/leave-contact";
import { startChat } from "@/lib/chats/visitor/start-chat";
import type { Context, VisitorActor } from "@/lib/context";
import { Random } from "@/lib/random";
import { ensureVisitor } from "@/lib/visitors/token";
import { ARRIVALS_BY_HOUR, HOUR, MINUTE, type SimDepartment } from "./company";
import { follow } from "./talks";
import type { SimChat, VisitorPlan, World } from "./world";

/** A waiting browser is heard of more often; the clocks of waiting count in quarters of an hour. */
const PULSE_EVERY_MS = 5 * MINUTE;
const PATIENCE_MEAN_MS = 45 * MINUTE;
const PATIENCE_MIN_MS = 2 * MINUTE;
/** Of visitors who were here before on this day. */
const RETURNING = 0.1;

/** Plans who comes when, with what and how patient: `count` people over the day that begins at `day`. */
export function inviteVisitors(
  world: World,
  departments: readonly SimDepartment[],
  { day, count, seed }: { day: number; count: number; seed: number },
): void {
  const random = new Random(seed);
  const tokens: string[] = [];
  for (let index = 0; index < count; index++) {
    const at = day + (random.weighted(ARRIVALS_BY_HOUR) + random.next()) * HOUR;
    const department = departments[random.weighted(departments.map(({ share }) => share))];
    if (!department) throw new Error("no department");
    const known = random.chance(RETURNING) && tokens.length > 0 ? random.pick(tokens) : undefined;
    const token = known ?? `visitor ${seed} ${index}`;
    tokens.push(token);
    const own = new Random(seed * 1_000_003 + index);
    const plan: VisitorPlan = {
      department,
      random: own,
      handlingMs: own.logNormal(department.medianMinutes, department.sigma) * MINUTE,
      patienceMs: PATIENCE_MIN_MS + own.exponential(PATIENCE_MEAN_MS),
      leavesBy: own.pick(["closing", "contact", "silence"]),
    };
    world.plan(at, () => come(world, token, plan, departments));
  }
}

async function come(world: World, token: string, plan: VisitorPlan, departments: readonly SimDepartment[]) {
  const { door } = world;
  const actor: VisitorActor = { type: "visitor", ...(await ensureVisitor(door.db, token, "en")) };
  const input = {
    key: plan.department.key,
    clientId: plan.random.uuid(),
    name: "Vera",
    email: null,
    body: "Is anyone there?",
    locale: "en" as const,
  };
  const started = await world.attempt(() => startChat(door, token, input, "a simulated browser"));
  if (!started) return;
  const chat = world.chat(started.chat.id);
  const visitor: Context<VisitorActor> = { actor, ...door };
  Object.assign(chat, { plan, visitor });
  // It may have gone to somebody before its start was answered.
  follow(world, chat, departments);
  world.plan(world.now + plan.patienceMs, () => loseHeart(world, chat, plan, visitor));
  pulseOn(world, chat, visitor);
}

function pulseOn(world: World, chat: SimChat, visitor: Context<VisitorActor>): void {
  world.plan(world.now + PULSE_EVERY_MS, async () => {
    if (chat.isSilent || chat.status !== "queued") return;
    await recordPulse(visitor, { chatIds: [chat.id] });
    pulseOn(world, chat, visitor);
  });
}

async function loseHeart(world: World, chat: SimChat, plan: VisitorPlan, visitor: Context<VisitorActor>) {
  if (chat.status !== "queued") return;
  if (plan.leavesBy === "silence") chat.isSilent = true;
  else if (plan.leavesBy === "closing") await world.attempt(() => closeChat(visitor, chat.id));
  else await world.attempt(() => leaveContact(visitor, chat.id, "vera@example.com"));
}
