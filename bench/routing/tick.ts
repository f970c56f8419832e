import { fireDueTimers } from "@/lib/timeouts/tick";
import { backendCpu } from "../support/backend-cpu";
import type { BenchDatabase } from "../support/databases";
import { measure, type Statement } from "../support/statements";
import { idOf } from "./seed";

/** Of the due ones. */
const DUE = { warnings: 40, closings: 30, reassignments: 30 } as const;
export const DUE_COUNT = DUE.warnings + DUE.closings + DUE.reassignments;
const WARM_UP = 3;

export type Ticks = { totalMs: number[]; databaseMs: number[]; databaseCpuMs: number[]; statements: Statement[][] };

/** Fires 100 due deadlines among all that are armed, again and again with other chats. */
export async function benchTick(database: BenchDatabase, repetitions: number): Promise<Ticks> {
  const { db, run } = database;
  const door = { db, publish: async () => undefined };
  const done: Ticks = { totalMs: [], databaseMs: [], databaseCpuMs: [], statements: [] };
  let next = 1;
  const take = (count: number) => Array.from({ length: count }, () => idOf("open", next++));
  for (let i = 0; i < WARM_UP + repetitions; i++) {
    await run([
      // Else the misses of the repetition before would send them Away.
      "update operators set misses = 0, intent = 'online', away_by_misses_at = null",
      ...silentFor(take(DUE.warnings), 14.1),
      ...warned(take(DUE.closings)),
      ...unanswered(take(DUE.reassignments)),
    ]);
    const cpu = await backendCpu(database);
    const { result, totalMs, databaseMs, databaseCpuMs, statements } = await measure(() => fireDueTimers(door), cpu);
    if (result.fired !== DUE_COUNT) throw new Error(`fired ${JSON.stringify(result)} instead of ${DUE_COUNT}`);
    if (i < WARM_UP) continue;
    done.totalMs.push(totalMs);
    done.databaseMs.push(databaseMs);
    done.databaseCpuMs.push(databaseCpuMs);
    done.statements.push(statements);
  }
  return done;
}

const list = (ids: readonly string[]) => ids.map((one) => `'${one}'`).join(", ");
const ago = (minutes: number) => `now() - interval '${minutes} minutes'`;

const silentFor = (ids: string[], minutes: number): string[] => [
  `update chats set idle_since = ${ago(minutes)} where id in (${list(ids)})`,
  `update timers set due_at = ${ago(minutes - 14)} where chat_id in (${list(ids)})`,
];

const warned = (ids: string[]): string[] => [
  `update chats set idle_since = ${ago(15.1)}, idle_warned_at = ${ago(1.1)} where id in (${list(ids)})`,
  `update timers set kind = 'idle_close', due_at = ${ago(0.1)} where chat_id in (${list(ids)})`,
];

const unanswered = (ids: string[]): string[] => [
  `update chats set assigned_at = ${ago(3.1)}, awaiting_since = ${ago(3.1)}, last_message_by = 'visitor'
   where id in (${list(ids)})`,
  `update timers set kind = 'reassign', due_at = ${ago(0.1)} where chat_id in (${list(ids)})`,
];
