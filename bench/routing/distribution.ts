import { distribute } from "@/lib/routing/distribute";
import { backendCpu } from "../support/backend-cpu";
import type { BenchDatabase } from "../support/databases";
import { measure, type Statement } from "../support/statements";
import { DEPARTMENTS, idOf, queuedStatements } from "./seed";

const WARM_UP = 20;

export type Distribution = {
  databaseMs: number[];
  databaseCpuMs: number[];
  totalMs: number[] /** Of each repetition. */;
  statements: Statement[][];
};

/**
 * Gives one waiting chat after the other to somebody, every second one in the department of which all operators are
 * members. Each chat is closed afterwards, so that the load stays what it was. The databases take turns, so that they are
 * compared on the same machine.
 */
export async function benchDistribution(databases: readonly BenchDatabase[], repetitions: number) {
  const done = databases.map((): Distribution => ({ databaseMs: [], databaseCpuMs: [], totalMs: [], statements: [] }));
  for (let i = 0; i < WARM_UP + repetitions; i++) {
    for (const [index, database] of databases.entries()) {
      const { databaseMs, databaseCpuMs, totalMs, statements } = await distributeOne(database, i);
      if (i < WARM_UP) continue;
      done[index]?.databaseMs.push(databaseMs);
      done[index]?.databaseCpuMs.push(databaseCpuMs);
      done[index]?.totalMs.push(totalMs);
      done[index]?.statements.push(statements);
    }
  }
  return done;
}

async function distributeOne(database: BenchDatabase, number: number) {
  const { db, run } = database;
  const door = { db, publish: async () => undefined };
  const word = `waiting ${number}`;
  const department = number % 2 === 0 ? 1 : 2 + (number % (DEPARTMENTS - 1));
  await run(queuedStatements(word, 1, String(department)));
  const cpu = await backendCpu(database);
  const measured = await measure(() => distribute(door, [idOf("department", department)]), cpu);
  if (measured.result.assigned !== 1) throw new Error(`${measured.result.assigned} chats were assigned instead of one`);
  await run(closing(idOf(word, 1)));
  return measured;
}

const closing = (chatId: string): string[] => [
  `update chats set status = 'closed', closed_at = now(), close_reason = 'operator' where id = '${chatId}'`,
  `update legs set released_at = now(), reason = 'closed', to_seq = 9 where chat_id = '${chatId}'`,
  `delete from timers where chat_id = '${chatId}'`,
];
