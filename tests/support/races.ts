import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { isUnavailable } from "@/db/errors";
import { rows } from "@/db/rows";
import { chats, timers } from "@/db/schema";
import { isDomainError } from "@/lib/errors";
import { idArray } from "@/lib/routing/roster";
import { getChatRules } from "@/lib/timeouts/arm-timers";
import { deadlinesOf } from "@/lib/timeouts/deadlines";
import { testDatabase, testDatabaseKind } from "./database";

/**
 * How often a race is run. The embedded database runs one transaction at a time, so that a race there is a matter of
 * order only; `RACE_ROUNDS=500` is the long form.
 */
export const ROUNDS = Number(process.env.RACE_ROUNDS ?? (testDatabaseKind === "embedded" ? 10 : 20));
/** For races of many rounds. */
export const RACE_TIMEOUT_MS = 180_000 + ROUNDS * 4000;

/** Of an operator who is never full, never Away by misses, and can be reached for as long as a race takes. */
export const tireless = { maxLoad: 1000, misses: -30_000, lastPulseAt: new Date(Date.now() + 86_400_000) };

/** As every client does: a busy database is asked again. */
export async function untilAnswered<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
}

/** One racer's end: `ok` with what it was answered, or the refusal's code with its data. Anything else fails the test. */
export type Ending = { code: string; value?: unknown; data?: Record<string, unknown> | undefined };

/** Starts all of them at the same moment, each round beginning with another one, and tells how each ended. */
export async function race(round: number, ...racers: (() => Promise<unknown>)[]): Promise<Ending[]> {
  const endings = new Array<Ending>(racers.length);
  const order = racers.map((_, index) => (index + round) % racers.length);
  await Promise.all(
    order.map(async (index) => {
      const racer = racers[index];
      if (!racer) return;
      try {
        endings[index] = { code: "ok", value: await untilAnswered(racer) };
      } catch (error) {
        if (!isDomainError(error)) throw error;
        endings[index] = { code: error.code, data: error.data };
      }
    }),
  );
  return endings;
}

export const codes = (endings: readonly Ending[]) => endings.map(({ code }) => code);

/** Runs a race in many rounds and counts how each ended, by `describe` of it: `{ "ok conflict": 12, "conflict ok": 13 }`. */
export async function manyRounds(round: (index: number) => Promise<string>): Promise<Record<string, number>> {
  const tally: Record<string, number> = {};
  for (let index = 0; index < ROUNDS; index++) {
    const end = await round(index);
    tally[end] = (tally[end] ?? 0) + 1;
  }
  return tally;
}

/** Whatever may happen to chats, this holds afterwards; each row is a chat that breaks a rule, with its words. */
async function brokenRules(ids: readonly string[]) {
  return rows<{ id: string; rule: string }>(
    await testDatabase(),
    sql`with c as (select * from chats where id = any (${idArray(ids)})),
          l as (select l.*, lead(from_seq) over (partition by chat_id order by from_seq) as next_seq
            from legs l where chat_id = any (${idArray(ids)}))
        select c.id, 'numbers without a gap' as rule from c join lateral (
          select count(*) as entries, max(seq) as last, count(pub_seq) as public, max(pub_seq) as last_public
          from chat_events e where e.chat_id = c.id) e on true
        where e.entries <> c.last_seq or e.last <> c.last_seq or e.public <> c.last_pub_seq or e.last_public <> c.last_pub_seq
        union all
        select c.id, 'one open leg, of the owner, in the department' from c
        where (select count(*) from l where l.chat_id = c.id and l.released_at is null
            and l.operator_id is not distinct from case when c.status = 'active' then c.operator_id end
            and l.department_id = c.department_id) <> case when c.status = 'closed' then 0 else 1 end
          or (select count(*) from l where l.chat_id = c.id and l.released_at is null) > 1
        union all
        select l.chat_id, 'legs follow each other' from l where l.to_seq > l.next_seq
        union all
        select c.id, 'a closed chat has a reason, a time and its entry' from c
        where c.status = 'closed' and (c.close_reason is null or c.closed_at is null)
          or (select count(*) filter (where kind = 'closed') - count(*) filter (where kind = 'reopened')
            from chat_events e where e.chat_id = c.id) <> case when c.status = 'closed' then 1 else 0 end
        union all
        select c.id, 'an entry is never older than the one before' from c where exists (
          select 1 from chat_events one join chat_events next on next.chat_id = one.chat_id and next.seq = one.seq + 1
          where one.chat_id = c.id and next.created_at < one.created_at)`,
  );
}

/** Clocks are those that facts and rules give: nothing forgotten, nothing left over. */
async function expectRightClocks(ids: readonly string[]): Promise<void> {
  const db = await testDatabase();
  const found = await db
    .select()
    .from(chats)
    .where(sql`${chats.id} = any (${idArray(ids)})`);
  const armed = await db
    .select()
    .from(timers)
    .where(sql`${timers.chatId} = any (${idArray(ids)})`);
  for (const chat of found) {
    const right = chat.status === "closed" ? {} : deadlinesOf(chat, await getChatRules(db, chat));
    const stored = armed.filter(({ chatId }) => chatId === chat.id).map(({ kind, dueAt }) => [kind, dueAt] as const);
    expect(Object.fromEntries(stored)).toEqual(right);
  }
}

/** After any race: every invariant of these chats, and every acknowledged message is there once. */
export async function expectSound(ids: readonly string[], sent: readonly { clientId: string }[] = []): Promise<void> {
  expect(await brokenRules(ids)).toEqual([]);
  await expectRightClocks(ids);
  const stored = await rows<{ client_id: string; copies: number }>(
    await testDatabase(),
    sql`select client_id, count(*)::int as copies from chat_events
        where client_id = any (${idArray(sent.map(({ clientId }) => clientId))}) group by client_id`,
  );
  const copies = new Map(stored.map((one) => [one.client_id, one.copies]));
  expect(sent.filter(({ clientId }) => copies.get(clientId) !== 1)).toEqual([]);
}

/** Of these operators, those with more than their max load. */
export async function overloaded(operatorIds: readonly string[]): Promise<{ id: string; load: number }[]> {
  return rows(
    await testDatabase(),
    sql`select o.id, sum(c.weight)::int as load from operators o
        join chats c on c.operator_id = o.id and c.status = 'active' and c.held_at is null
        where o.id = any (${idArray(operatorIds)}) group by o.id, o.max_load having sum(c.weight) > o.max_load`,
  );
}
