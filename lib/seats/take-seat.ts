import { isNull, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { DomainError } from "@/lib/errors";
import type { Licence } from "./rules";

/**
 * Asks for a seat for one more active operator; to be called before the transaction makes them active. Whoever comes at
 * the same time waits until this transaction has ended, so that two never take the last seat.
 * @throws DomainError `seats_taken` (with `seats`), `trial_over`
 */
export async function takeSeat(tx: Transaction, { seats, trialUntil }: Licence): Promise<void> {
  if (trialUntil !== null && (await isPast(tx, trialUntil))) {
    throw new DomainError("trial_over", "The trial is over: nobody else can be made active");
  }
  if (seats === null) return;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('operator seats', 0))`);
  // A statement of its own: it sees what was committed while we waited.
  const taken = await tx.$count(operators, isNull(operators.deactivatedAt));
  if (taken >= seats) throw new DomainError("seats_taken", "All seats are taken", { data: { seats } });
}

async function isPast(tx: Transaction, instant: Date): Promise<boolean> {
  const [clock] = await rows<{ past: boolean }>(tx, sql`select now() >= ${instant.toISOString()}::timestamptz as past`);
  return clock?.past ?? false;
}
