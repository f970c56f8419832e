import { asc, inArray, sql } from "drizzle-orm";
import { chatEvents, chats, departmentMembers, departments, legs, operators, visitors } from "@/db/schema";
import type { Database } from "@/db/types";
import { Random } from "@/lib/random";
import { hashToken } from "@/lib/visitors/token";
import { CHATS_AT_ONCE, Desk, type Worker } from "./desk";
import { noteChatsAtOnce } from "./note-chats-at-once";
import { writeStates } from "./states";
import { type Place, type ToldChat, tellChat } from "./tell-chat";
import { COLLEAGUES } from "./words";

const DAYS = 28;
const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** Chats of a weekday in each hour, in the time of the departments; a Saturday has a third of it, a Sunday a fifth. */
const BY_HOUR = [0, 0, 0, 0, 0, 0, 1, 2, 5, 9, 12, 11, 7, 8, 10, 9, 7, 5, 3, 2, 2, 1, 0, 0];
const BUSIEST = Math.max(...BY_HOUR);
const WEEKEND: Record<number, number> = { 6: 0.35, 0: 0.2 };
/** So many times as many, so that there is now and then more to do than they can. */
const BUSTLE = 2.5;
const BATCH = 200;

const emailOf = (name: string) => `${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}@month.example`;

/**
 * Fills the four weeks (or so many days) before `now` with chats that are over, for whoever wants to see reports and lists with something in
 * them: the same for one seed, but for the ids of departments. The colleagues who had them cannot sign in. Does nothing
 * where a month was made before, and where there is no department.
 */
export async function seedMonth(
  db: Database,
  { now, seed = 1, days = DAYS }: { now: Date; seed?: number; days?: number },
): Promise<{ chats: number }> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${departments} in share row exclusive mode`);
    const found = await tx
      .select({ id: departments.id, name: departments.name })
      .from(departments)
      .orderBy(asc(departments.position), asc(departments.id));
    const emails = COLLEAGUES.map(emailOf);
    const isMade = (await tx.$count(operators, inArray(operators.email, emails))) > 0;
    if (found.length === 0 || isMade) return { chats: 0 };
    const random = new Random(seed);
    const colleagues = await tx
      .insert(operators)
      .values(
        COLLEAGUES.map((name) => ({
          id: random.uuid(),
          name,
          email: emailOf(name),
          passwordHash: "none",
          intent: "offline" as const,
          maxLoad: CHATS_AT_ONCE,
        })),
      )
      .returning({ id: operators.id, name: operators.name });
    // Of each half of them, everybody has another shift.
    const workers = colleagues.map((person, index): Worker => ({ ...person, shift: index >> 1 }));
    const places = found.map((department, index): Place => ({ ...department, members: someOf(workers, index) }));
    await tx
      .insert(departmentMembers)
      .values(places.flatMap(({ id, members }) => members.map((one) => ({ departmentId: id, operatorId: one.id }))));
    const told = tellMonth(random, places, now, days);
    noteChatsAtOnce(told.flatMap((one) => one.legs));
    for (let i = 0; i < told.length; i += BATCH) await write(tx, told.slice(i, i + BATCH));
    await writeStates(tx, { workers, places, now, days });
    return { chats: told.length };
  });
}

/** Four of them for each department, each in several. */
const someOf = (people: readonly Worker[], index: number): Worker[] =>
  people.filter((_, place) => (place + index) % 2 === 0);

/** Every chat of so many days up to `now` that is over by then. */
export function tellMonth(random: Random, places: readonly Place[], now: Date, days: number): ToldChat[] {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const told: ToldChat[] = [];
  const office = { random, places, desk: new Desk() };
  for (let day = today - (days - 1) * DAY_MS; day <= today; day += DAY_MS) {
    const share = (WEEKEND[new Date(day).getUTCDay()] ?? 1) * random.between(0.8, 1.2);
    for (const [hour, chatsOfHour] of BY_HOUR.entries()) {
      const expected = chatsOfHour * share * BUSTLE;
      const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
      const times = Array.from({ length: count }, () => Math.floor(day + (hour + random.next()) * HOUR_MS));
      for (const at of times.sort((a, b) => a - b)) {
        const one = tellChat(office, new Date(at), Math.min(1, (chatsOfHour * share) / BUSIEST));
        if (one.endsAt < now) told.push(one);
      }
    }
  }
  return told;
}

async function write(
  tx: Parameters<Parameters<Database["transaction"]>[0]>[0],
  told: readonly ToldChat[],
): Promise<void> {
  await tx
    .insert(visitors)
    .values(
      told.map(({ chat: { visitorId, createdAt } }) => ({ id: visitorId, tokenHash: hashToken(visitorId), createdAt })),
    );
  await tx.insert(chats).values(told.map(({ chat }) => chat));
  await tx.insert(legs).values(told.flatMap((one) => one.legs));
  const events = told.flatMap((one) => one.events);
  for (let i = 0; i < events.length; i += BATCH * 5) await tx.insert(chatEvents).values(events.slice(i, i + BATCH * 5));
}
