import { and, desc, eq, gt, isNull, lt, ne, sql } from "drizzle-orm";
import { madeOnce } from "@/db/made-once";
import { authSessions, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { log } from "@/lib/log";
import type { SessionDto } from "@/lib/operators/schemas";
import { describeUserAgent } from "@/lib/operators/user-agent";
import { clippedLine } from "@/lib/text";

/** How long a sign-in lasts, also of the cookie. It is not prolonged by use. */
export const SESSION_TTL_DAYS = 30;
const USER_AGENT_MAX = 512;
const ADDRESS_MAX = 64;
/** Sessions of one operator; opening one more ends the one that was unused longest. */
export const SESSIONS_MAX = 50;

export type OperatorSession = { actor: OperatorActor; email: string; locale: string | null };

const isAlive = and(isNull(authSessions.revokedAt), gt(authSessions.expiresAt, sql`now()`));

const liveSession = madeOnce((db) =>
  db
    .select({
      operatorId: operators.id,
      name: operators.name,
      email: operators.email,
      role: operators.role,
      locale: operators.locale,
      isStale: sql<boolean>`${authSessions.lastSeenAt} < now() - interval '1 minute'`,
    })
    .from(authSessions)
    .innerJoin(operators, eq(operators.id, authSessions.operatorId))
    .where(and(eq(authSessions.id, sql.placeholder("sessionId")), isAlive, isNull(operators.deactivatedAt)))
    .prepare(""),
);

/**
 * The session with its operator as the rows say now; null when it was revoked, has expired or the operator is
 * deactivated. Notes that it was seen, at most once a minute.
 */
export async function findLiveSession(db: Db, sessionId: string): Promise<OperatorSession | null> {
  const [row] = await liveSession(db).execute({ sessionId });
  if (!row) return null;
  if (row.isStale) await noteSeen(db, sessionId);
  const { operatorId, role, name, email, locale } = row;
  return { actor: { type: "operator", operatorId, role, name, sessionId }, email, locale };
}

/** Sessions that are being noted by this process. */
const noting = new Set<string>();

/**
 * Notes that a session was seen, unless it was within the last minute or is just being noted: requests of one operator come
 * together, and each would wait for the row. Never rejects: the stamp is a comfort of the list of sessions, and that it
 * cannot be written must not refuse a request.
 */
export async function noteSeen(db: Db, sessionId: string): Promise<void> {
  if (noting.has(sessionId)) return;
  noting.add(sessionId);
  const isStale = lt(authSessions.lastSeenAt, sql`now() - interval '1 minute'`);
  await db
    .update(authSessions)
    .set({ lastSeenAt: sql`now()` })
    .where(and(eq(authSessions.id, sessionId), isStale))
    .catch((error: unknown) => log.warn({ err: error }, "could not note that a session was seen"));
  noting.delete(sessionId);
}

export type Device = { userAgent: string; ipAddress: string };

/** Opens a session of `SESSION_TTL_DAYS` for an operator who has just proven who they are; returns its id. */
export async function openSession(db: Db, operatorId: string, device: Device): Promise<string> {
  const [row] = await db
    .insert(authSessions)
    .values({
      operatorId,
      userAgent: clippedLine(USER_AGENT_MAX).parse(device.userAgent),
      ipAddress: clippedLine(ADDRESS_MAX).parse(device.ipAddress),
      expiresAt: sql`now() + ${SESSION_TTL_DAYS} * interval '1 day'`,
    })
    .returning({ id: authSessions.id });
  if (!row) throw new Error("insert returned no session");
  const surplus = db
    .select({ id: authSessions.id })
    .from(authSessions)
    .where(and(eq(authSessions.operatorId, operatorId), isAlive))
    .orderBy(desc(authSessions.lastSeenAt), desc(authSessions.createdAt))
    .offset(SESSIONS_MAX);
  await db.update(authSessions).set({ revokedAt: sql`now()` }).where(sql`${authSessions.id} in ${surplus}`);
  return row.id;
}

/** Ends one session of the operator; whether it was theirs and still alive. */
export async function endSession(db: Db, operatorId: string, sessionId: string): Promise<boolean> {
  const rows = await db
    .update(authSessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(authSessions.id, sessionId), eq(authSessions.operatorId, operatorId), isNull(authSessions.revokedAt)))
    .returning({ id: authSessions.id });
  return rows.length > 0;
}

/** Ends all sessions of the operator but `keep`, and returns how many. */
export async function endSessions(db: Db, operatorId: string, keep?: string): Promise<number> {
  const others = keep ? ne(authSessions.id, keep) : undefined;
  const rows = await db
    .update(authSessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(authSessions.operatorId, operatorId), isNull(authSessions.revokedAt), others))
    .returning({ id: authSessions.id });
  return rows.length;
}

/** The actor's live sessions, the present one first, then the latest used; at most `SESSIONS_MAX`. */
export async function listOwnSessions(db: Db, actor: OperatorActor): Promise<SessionDto[]> {
  const rows = await db
    .select()
    .from(authSessions)
    .where(and(eq(authSessions.operatorId, actor.operatorId), isAlive))
    .orderBy(desc(sql`${authSessions.id} = ${actor.sessionId}`), desc(authSessions.lastSeenAt))
    .limit(SESSIONS_MAX);
  return rows.map((row) => ({
    id: row.id,
    isPresent: row.id === actor.sessionId,
    ...describeUserAgent(row.userAgent),
    ipAddress: row.ipAddress,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}
