import { and, eq, isNull, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { mailOutbox } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { explainFailure } from "./failure";
import type { Mail } from "./message";
import type { MailTransport } from "./transport";

export const ATTEMPTS_MAX = 8;
/** How long a claimed mail is left alone by others: longer than any attempt to send it takes. */
const CLAIM_MINUTES = 5;
/** A run takes no further mail after this; the next run goes on. */
const RUN_MS = 30_000;

type Counts = { sent: number; retried: number; failed: number };
type Claimed = Mail & { attempts: number };

/**
 * Sends the mail that is due, one after the other, and answers counts. Safe to run anywhere at once: a mail is claimed
 * by moving its `due_at` forward, sent without any transaction, then marked. Who dies in between leaves a mail that is
 * sent again later, under the same Message-ID.
 * A failure is tried again after 1, 2, 4 … minutes, up to `ATTEMPTS_MAX` times; a refusal for good is not.
 * With no transport nothing is kept for later: what is due is given up, with that as its reason.
 */
export async function sendDueMail({ db }: Pick<Context, "db">, transport: MailTransport | null): Promise<Counts> {
  const counts: Counts = { sent: 0, retried: 0, failed: await giveUpStale(db) };
  if (!transport) return { ...counts, failed: counts.failed + (await giveUpAll(db)) };
  const start = performance.now();
  while (performance.now() - start < RUN_MS) {
    const mail = await claim(db);
    if (!mail) break;
    const failure = await transport.send(mail).then(() => null, explainFailure);
    if (!failure) {
      await markSent(db, mail.id);
      counts.sent++;
      continue;
    }
    const isOver = failure.isPermanent || mail.attempts >= ATTEMPTS_MAX;
    await markFailed(db, mail, failure.reason, isOver);
    if (isOver) counts.failed++;
    else counts.retried++;
    if (failure.isOutage) break;
  }
  return counts;
}

const OPEN = sql`sent_at is null and failed_at is null`;

/** Whether a run of `sendDueMail` would find anything to do. */
export async function isMailDue(db: Db): Promise<boolean> {
  const query = sql`select exists (select 1 from mail_outbox where ${OPEN} and due_at <= now()) as due`;
  const [answer] = await rows<{ due: boolean }>(db, query);
  return answer?.due ?? false;
}

async function claim(db: Database): Promise<Claimed | null> {
  const [mail] = await rows<Claimed>(
    db,
    sql`update mail_outbox set attempts = attempts + 1, due_at = now() + make_interval(mins => ${CLAIM_MINUTES})
        where id = (select id from mail_outbox
                    where ${OPEN} and due_at <= now() and attempts < ${ATTEMPTS_MAX}
                    order by due_at limit 1 for update skip locked)
        returning id, "to", reply_to as "replyTo", subject, body, attempts`,
  );
  return mail ?? null;
}

/** Even when it was given up meanwhile: it has been sent. */
const markSent = (db: Database, id: string) =>
  db.update(mailOutbox).set({ sentAt: sql`now()`, failedAt: null, error: null }).where(eq(mailOutbox.id, id));

/** Only while the claim is still ours: an attempt that outlived it says nothing about the next one. */
async function markFailed(db: Database, { id, attempts }: Claimed, error: string, isOver: boolean): Promise<void> {
  const pause = sql`now() + make_interval(mins => ${2 ** (attempts - 1)})`;
  await db
    .update(mailOutbox)
    .set({ error, ...(isOver ? { failedAt: sql`now()` } : { dueAt: pause }) })
    .where(and(eq(mailOutbox.id, id), eq(mailOutbox.attempts, attempts), isNull(mailOutbox.sentAt)));
}

/** The last attempt never ended: whoever made it died. */
const giveUpStale = (db: Database) =>
  change(
    db,
    sql`update mail_outbox set failed_at = now(), error = coalesce(error, 'The last attempt did not end')
        where ${OPEN} and due_at <= now() and attempts >= ${ATTEMPTS_MAX} returning id`,
  );

const giveUpAll = (db: Database) =>
  change(
    db,
    sql`update mail_outbox set failed_at = now(), error = 'SMTP_URL is not set'
        where ${OPEN} and due_at <= now() returning id`,
  );

const change = async (db: Database, query: ReturnType<typeof sql>) => (await rows<{ id: string }>(db, query)).length;
