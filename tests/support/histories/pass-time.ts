import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { rows } from "@/db/rows";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChatSql } from "../age-chat-sql.mjs";
import type { World } from "./world";

/** Ticks after which everything that was due is done: one deadline may arm the next one for at once. */
const TICKS_MAX = 6;
const SECOND = 1 / 60;
const NO_ID = "00000000-0000-4000-8000-000000000000";

/** Moves the clock of all chats forward and does what is due by then. */
export async function passTime(world: World, minutes: number): Promise<void> {
  world.minutes += minutes;
  for (const statement of ageChatSql(NO_ID, minutes)) {
    await world.db.execute(sql.raw(statement.replace(/(?:and )?\b(id|chat_id) = '[^']+'/, "true")));
  }
  for (let tick = 0; tick < TICKS_MAX; tick++) {
    const { due, failed } = await fireDueTimers(world.door);
    expect(failed, "a timer failed").toBe(0);
    if (due === 0) return;
  }
  const left = await rows(world.db, sql`select * from timers where due_at <= clock_timestamp()`);
  expect(left, "timers stay due").toEqual([]);
}

/** Moves the clock to a second after the next deadline, of this chat or of all: as a tick on time meets it. */
export async function passToDeadline(world: World, chatId?: string): Promise<void> {
  const ofChat = chatId ? sql`where chat_id = ${chatId}` : sql``;
  const [next] = await rows<{ minutes: number | null }>(
    world.db,
    sql`select (extract(epoch from min(due_at) - now()) / 60)::float8 as minutes from timers ${ofChat}`,
  );
  if (next?.minutes === null || next?.minutes === undefined) return;
  await passTime(world, Math.max(0, next.minutes) + SECOND);
}
