import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { pushSubscriptions } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { PushFailure } from "./failure";
import { pushPayload } from "./push-text";
import { claimDuePushes, type DuePush, OPEN } from "./read-due-push";
import { judgePush } from "./rules";
import type { PushTransport } from "./transport";

export const PUSH_ATTEMPTS_MAX = 6;
/** At once: a slow push service holds up only so many others. */
const BATCH = 8;
const RUN_MS = 20_000;
/** While an inbox is in sight its messages are looked at again after this. */
const IN_SIGHT_PAUSE_SECONDS = 5;
/** Doubled with each attempt. */
const FIRST_PAUSE_SECONDS = 10;

type Counts = { sent: number; waiting: number; retried: number; ended: number };

/** Whether a run of `sendDuePush` would find anything to do. */
export async function isPushDue(db: Db): Promise<boolean> {
  const query = sql`select exists (select 1 from push_outbox where ${OPEN} and due_at <= now()) as due`;
  const [answer] = await rows<{ due: boolean }>(db, query);
  return answer?.due ?? false;
}

/**
 * Pushes what is due to the browsers of operators whose inbox is out of sight, and answers counts. Safe to run anywhere
 * at once: a message is claimed by moving its `due_at` on, judged by what is true now, sent without any transaction,
 * then marked. Who dies in between leaves a message that is sent again, with the same id.
 * A failure that may pass is tried again after 10, 20, 40 … seconds, up to `PUSH_ATTEMPTS_MAX` times; a browser that is
 * gone is forgotten.
 */
export async function sendDuePush({ db }: Pick<Context, "db">, transport: PushTransport): Promise<Counts> {
  const counts: Counts = { sent: 0, waiting: 0, retried: 0, ended: 0 };
  const start = performance.now();
  while (performance.now() - start < RUN_MS) {
    const due = await claimDuePushes(db, BATCH);
    for (const outcome of await Promise.all(due.map((one) => handle(db, transport, one)))) counts[outcome]++;
    if (due.length < BATCH) break;
  }
  return counts;
}

async function handle(db: Database, transport: PushTransport, due: DuePush): Promise<keyof Counts> {
  const verdict = judgePush(due.facts);
  if (verdict.do === "end") {
    if (!due.facts.isTheirs) await forget(db, due.subscriptionId, due.facts.operatorId);
    return end(db, due, verdict.reason);
  }
  if (verdict.do === "wait") return wait(db, due);
  const payload = JSON.stringify(pushPayload(due.words));
  const failure = await transport
    .send({ target: due.target, payload, topic: topicOf(due) })
    .then(() => null, PushFailure.of);
  if (!failure) return markSent(db, due);
  if (failure.isGone) {
    await db.delete(pushSubscriptions).where(eq(pushSubscriptions.id, due.subscriptionId));
    return "ended";
  }
  const error = { failedAt: sql`now()`, error: failure.message };
  await db.update(pushSubscriptions).set(error).where(eq(pushSubscriptions.id, due.subscriptionId));
  if (failure.isFinal || due.attempts >= PUSH_ATTEMPTS_MAX) return end(db, due, failure.message);
  return retry(db, due, failure.retryAfterSeconds ?? FIRST_PAUSE_SECONDS * 2 ** (due.attempts - 1));
}

/** Messages about one chat replace each other at the push service; its name must tell the service nothing. */
const topicOf = ({ words: { chatId, kind } }: DuePush) =>
  chatId && createHash("sha256").update(`${chatId} ${kind}`).digest("base64url").slice(0, 32);

/** Only while the claim is still ours: an attempt that outlived it says nothing about the next one. */
const ours = ({ id, attempts }: DuePush) => sql`id = ${id}::uuid and attempts = ${attempts} and ${OPEN}`;

/** A message of the visitor that came while this one was on its way is told by the same row, anew. */
async function markSent(db: Database, { id, seq, subscriptionId }: DuePush): Promise<"sent"> {
  await db.execute(
    sql`update push_outbox set
          sent_at = case when seq = ${seq} then now() end,
          due_at = case when seq = ${seq} then due_at else now() end,
          attempts = case when seq = ${seq} then attempts else 0 end
        where id = ${id}::uuid and ${OPEN}`,
  );
  const delivered = { deliveredAt: sql`now()`, failedAt: null, error: null };
  await db.update(pushSubscriptions).set(delivered).where(eq(pushSubscriptions.id, subscriptionId));
  return "sent";
}

async function end(db: Database, due: DuePush, reason: string): Promise<"ended"> {
  await db.execute(sql`update push_outbox set ended_at = now(), reason = ${reason} where ${ours(due)}`);
  return "ended";
}

async function wait(db: Database, due: DuePush): Promise<"waiting"> {
  await db.execute(
    sql`update push_outbox set attempts = attempts - 1,
          due_at = now() + make_interval(secs => ${IN_SIGHT_PAUSE_SECONDS}) where ${ours(due)}`,
  );
  return "waiting";
}

async function retry(db: Database, due: DuePush, seconds: number): Promise<"retried"> {
  await db.execute(sql`update push_outbox set due_at = now() + make_interval(secs => ${seconds}) where ${ours(due)}`);
  return "retried";
}

/** The session in which the operator allowed it has ended; another operator's browser by now stays. */
const forget = (db: Database, subscriptionId: string, operatorId: string) =>
  db.execute(
    sql`delete from push_subscriptions where id = ${subscriptionId}::uuid and operator_id = ${operatorId}::uuid`,
  );
