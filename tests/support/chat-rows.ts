import { asc, eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chatEvents, chats, legs, operators } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import type { RealtimeEvent } from "@/lib/realtime/events";
import type { TimerKind } from "@/lib/timeouts/deadlines";
import { testDatabase } from "./database";

/** A message as a browser sends it. */
export const text = (body: string, more: { after?: number; epoch?: number; reopen?: boolean } = {}) => ({
  clientId: uuidv7(),
  body,
  ...more,
});

export async function chatOf(id: string) {
  const [row] = await (await testDatabase()).select().from(chats).where(eq(chats.id, id));
  if (!row) throw new Error("no such chat");
  return row;
}

export const setChat = async (id: string, values: Partial<typeof chats.$inferInsert>) =>
  void (await (await testDatabase()).update(chats).set(values).where(eq(chats.id, id)));

export const timelineOf = async (id: string) =>
  (await testDatabase()).select().from(chatEvents).where(eq(chatEvents.chatId, id)).orderBy(asc(chatEvents.seq));

/** What happened in a chat, oldest first; `last` is the newest entry. */
export async function entriesOf(id: string) {
  const entries = await timelineOf(id);
  return { kinds: entries.map(({ kind }) => kind), last: entries.at(-1) };
}

export const legsOf = async (id: string) =>
  (await testDatabase()).select().from(legs).where(eq(legs.chatId, id)).orderBy(asc(legs.fromSeq));

/** Minutes until each armed clock of a chat runs out, rounded up to half a minute: a busy machine takes its time. */
export async function clocksOf(id: string): Promise<Partial<Record<TimerKind, number>>> {
  const found = await rows<{ kind: TimerKind; minutes: number }>(
    await testDatabase(),
    sql`select kind, (ceil(extract(epoch from due_at - now()) / 30) / 2)::float8 as minutes
        from timers where chat_id = ${id} order by kind`,
  );
  return Object.fromEntries(found.map(({ kind, minutes }) => [kind, minutes]));
}

export async function operatorOf(id: string) {
  const [row] = await (await testDatabase()).select().from(operators).where(eq(operators.id, id));
  if (!row) throw new Error("no such operator");
  return row;
}

export const setOperator = async (id: string, values: Partial<typeof operators.$inferInsert>) =>
  void (await (await testDatabase()).update(operators).set(values).where(eq(operators.id, id)));

/** Their last pulse came so many seconds ago; over 60 they cannot be reached. */
export const heardOfBefore = async (operatorId: string, seconds: number) =>
  void (await (
    await testDatabase()
  ).execute(
    sql`update operators set last_pulse_at = now() - make_interval(secs => ${seconds}) where id = ${operatorId}`,
  ));

/** Who heard what, in a form to compare: `department <id> chat.changed`. */
export const toldTo = (events: readonly RealtimeEvent[]) =>
  events.map(({ channel, id, name }) => `${channel} ${id} ${name}`).sort();
