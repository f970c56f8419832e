import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { crmConnection, crmDeliveries } from "@/db/schema";
import type { Db } from "@/db/types";
import type { CrmFailure } from "./rules";
import { CRM_ATTEMPTS_MAX, connectionPause, deliveryPause } from "./rules";

export type ConnectionRow = typeof crmConnection.$inferSelect & { claim: string };
export type ClaimedChat = { chatId: string; revision: number; attempts: number };

/** Longer than one chat takes, with every request of it at its time limit. */
const CLAIM_SECONDS = 240;
const CLAIM_END = sql`now() + make_interval(secs => ${CLAIM_SECONDS})`;

const OPEN = sql`delivered_at is null and failed_at is null`;
const READY = sql`(failure is null or retry_at <= now())`;

/** Whether there is anything to tell, and a connection that may be tried. */
export async function areCrmChatsDue(db: Db): Promise<boolean> {
  const [answer] = await rows<{ due: boolean }>(
    db,
    sql`select exists (select 1 from crm_connection where ${READY} and (claimed_until is null or claimed_until <= now()))
        and exists (select 1 from crm_deliveries where ${OPEN} and due_at <= now()) as due`,
  );
  return answer?.due ?? false;
}

/** Takes the connection: one process talks to the CRM at a time, so that two never make the same contact. Null: not now. */
export async function claimConnection(db: Db): Promise<ConnectionRow | null> {
  const claim = randomUUID();
  const [row] = await db
    .update(crmConnection)
    .set({ claim, claimedUntil: CLAIM_END })
    .where(sql`${READY} and (claimed_until is null or claimed_until <= now())`)
    .returning();
  return row ? { ...row, claim } : null;
}

const isOurs = ({ claim }: Pick<ConnectionRow, "claim">) => eq(crmConnection.claim, claim);

/** False: somebody else has it, because we took too long, or because Synchronize has set it anew. */
export async function keepConnection(db: Db, connection: ConnectionRow): Promise<boolean> {
  const kept = await db
    .update(crmConnection)
    .set({ claimedUntil: CLAIM_END })
    .where(isOurs(connection))
    .returning({ id: crmConnection.id });
  return kept.length > 0;
}

/** `hasHeard`: the CRM has answered; without that a failure of before stays. */
type End = {
  sessionEncrypted: string | null;
  hasSent: boolean;
  hasHeard: boolean;
  failure: { kind: CrmFailure; text: string } | null;
};

/** Lets go of the connection and notes how it went. Whoever has lost it notes nothing. */
export async function endConnection(db: Db, connection: ConnectionRow, end: End): Promise<void> {
  const { sessionEncrypted, hasSent, hasHeard, failure } = end;
  const attempts = failure ? connection.attempts + 1 : 0;
  const pause = failure && connectionPause(failure.kind, attempts);
  await db
    .update(crmConnection)
    .set({
      claim: null,
      claimedUntil: null,
      sessionEncrypted,
      ...(hasSent && { lastSentAt: sql`now()` }),
      ...((hasHeard || failure) && {
        attempts: Math.min(attempts, 1000),
        failure: failure?.kind ?? null,
        failureText: failure?.text ?? null,
        failedAt: failure ? sql`coalesce(${crmConnection.failedAt}, now())` : null,
        retryAt: pause ? sql`now() + make_interval(secs => ${pause})` : null,
      }),
    })
    .where(isOurs(connection));
}

/** Takes the chat that is due for longest, by moving its due time on. */
export async function claimChat(db: Db): Promise<ClaimedChat | null> {
  const [claimed] = await rows<ClaimedChat>(
    db,
    sql`update crm_deliveries set attempts = attempts + 1, due_at = ${CLAIM_END}
        where chat_id = (
          select chat_id from crm_deliveries where ${OPEN} and due_at <= now() and attempts < ${CRM_ATTEMPTS_MAX}
          order by due_at limit 1 for update skip locked)
        returning chat_id as "chatId", revision, attempts`,
  );
  return claimed ?? null;
}

/** The last attempt never ended: whoever made it died. Gives how many are given up for that. */
export async function giveUpUnfinished(db: Db): Promise<number> {
  const given = await rows<{ id: string }>(
    db,
    sql`update crm_deliveries set failed_at = now(), failure = 'unfinished', error = null
        where ${OPEN} and due_at <= now() and attempts >= ${CRM_ATTEMPTS_MAX} returning chat_id as id`,
  );
  return given.length;
}

/** What has changed since it was taken is told anew: only what is as it was read is noted. */
const isAsRead = ({ chatId, revision }: ClaimedChat) =>
  and(eq(crmDeliveries.chatId, chatId), eq(crmDeliveries.revision, revision));

export const markTold = (db: Db, chat: ClaimedChat, contactId: string | null) =>
  db
    .update(crmDeliveries)
    .set({ deliveredAt: sql`now()`, failedAt: null, failure: null, error: null, contactId })
    .where(isAsRead(chat));

/** There is nothing to tell of it: it was reopened, or is spam. Closed again, it comes anew. */
export const dropChat = (db: Db, chat: ClaimedChat) => db.delete(crmDeliveries).where(isAsRead(chat));

/** The CRM did not take it: later, or never (true). */
export async function markRefused(db: Db, chat: ClaimedChat, error: string): Promise<boolean> {
  const pause = deliveryPause(chat.attempts);
  const end = pause === null ? { failedAt: sql`now()` } : { dueAt: sql`now() + make_interval(secs => ${pause})` };
  await db
    .update(crmDeliveries)
    .set({ ...end, failure: "refused", error })
    .where(isAsRead(chat));
  return pause === null;
}

/** The connection failed, which says nothing about this chat: it goes behind those that wait, with its attempt given back. */
export const putBack = (db: Db, chat: ClaimedChat) =>
  db
    .update(crmDeliveries)
    .set({ attempts: chat.attempts - 1, dueAt: sql`now()` })
    .where(isAsRead(chat));
