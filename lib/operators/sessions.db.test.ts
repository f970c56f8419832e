import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { authSessions, operators } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { createOperator, operatorActor } from "@/tests/support/factories";
import {
  endSession,
  endSessions,
  findLiveSession,
  listOwnSessions,
  openSession,
  SESSION_TTL_DAYS,
  SESSIONS_MAX,
} from "./sessions";

const device = { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0", ipAddress: "198.51.100.7" };

async function signedIn(role: "operator" | "admin" = "operator") {
  const db = await testDatabase();
  const operator = await createOperator({ role });
  const sessionId = await openSession(db, operator.id, device);
  return { db, operator, sessionId, actor: { ...operatorActor(operator), sessionId } };
}

test("a live session names its operator as the row says now", async () => {
  const { db, operator, sessionId } = await signedIn();
  await db.update(operators).set({ role: "admin", name: "Renamed" }).where(eq(operators.id, operator.id));
  expect(await findLiveSession(db, sessionId)).toMatchObject({
    actor: { type: "operator", operatorId: operator.id, role: "admin", name: "Renamed", sessionId },
    email: operator.email,
  });
});

test("a revoked session is refused at once", async () => {
  const { db, operator, sessionId } = await signedIn();
  expect(await endSession(db, operator.id, sessionId)).toBe(true);
  expect(await findLiveSession(db, sessionId)).toBeNull();
  expect(await endSession(db, operator.id, sessionId)).toBe(false);
});

test("a session ends after its time", async () => {
  const { db, sessionId } = await signedIn();
  const [row] = await db.select().from(authSessions).where(eq(authSessions.id, sessionId));
  const days = ((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)) / 86_400_000;
  expect(days).toBeCloseTo(SESSION_TTL_DAYS, 3);
  await db.update(authSessions).set({ expiresAt: sql`now()` }).where(eq(authSessions.id, sessionId));
  expect(await findLiveSession(db, sessionId)).toBeNull();
});

test("a deactivated operator's sessions are refused, even those that nobody revoked", async () => {
  const { db, operator, sessionId } = await signedIn();
  await db.update(operators).set({ deactivatedAt: sql`now()` }).where(eq(operators.id, operator.id));
  expect(await findLiveSession(db, sessionId)).toBeNull();
});

test("nobody ends or lists the sessions of somebody else", async () => {
  const [anna, boris] = [await signedIn(), await signedIn("admin")];
  expect(await endSession(anna.db, boris.operator.id, anna.sessionId)).toBe(false);
  expect(await findLiveSession(anna.db, anna.sessionId)).not.toBeNull();
  expect((await listOwnSessions(anna.db, boris.actor)).map(({ id }) => id)).toEqual([boris.sessionId]);
});

test("ending all other sessions keeps the present one", async () => {
  const { db, operator, sessionId, actor } = await signedIn();
  const others = [await openSession(db, operator.id, device), await openSession(db, operator.id, device)];
  expect((await listOwnSessions(db, actor)).map(({ isPresent }) => isPresent)).toEqual([true, false, false]);
  expect(await endSessions(db, operator.id, sessionId)).toBe(2);
  for (const id of others) expect(await findLiveSession(db, id)).toBeNull();
  expect(await findLiveSession(db, sessionId)).not.toBeNull();
});

test("the list tells browsers in words, cut to what the columns hold", async () => {
  const { db, operator, actor } = await signedIn();
  await openSession(db, operator.id, { userAgent: `\u0000\ud800${"x".repeat(9000)}`, ipAddress: "z".repeat(500) });
  const [present, odd] = await listOwnSessions(db, actor);
  expect(present).toMatchObject({ isPresent: true, browser: "Firefox", system: "Linux", ipAddress: "198.51.100.7" });
  expect(odd).toMatchObject({ isPresent: false, browser: null, system: null });
});

test("an operator has a bounded number of sessions: the one unused longest makes room", async () => {
  const { db, operator, sessionId } = await signedIn();
  const rows = Array.from({ length: SESSIONS_MAX }, () => ({
    operatorId: operator.id,
    expiresAt: sql`now() + interval '1 day'`,
  }));
  await db
    .update(authSessions)
    .set({ lastSeenAt: sql`now() - interval '1 hour'` })
    .where(eq(authSessions.id, sessionId));
  await db.insert(authSessions).values(rows.slice(1));
  expect(await findLiveSession(db, sessionId)).not.toBeNull();
  await db
    .update(authSessions)
    .set({ lastSeenAt: sql`now() - interval '1 hour'` })
    .where(eq(authSessions.id, sessionId));
  const newest = await openSession(db, operator.id, device);
  expect(await findLiveSession(db, sessionId)).toBeNull();
  expect(await findLiveSession(db, newest)).not.toBeNull();
});

test("being seen is noted at most once a minute", async () => {
  const { db, sessionId } = await signedIn();
  const seen = async () => {
    const [row] = await db.select().from(authSessions).where(eq(authSessions.id, sessionId));
    return row?.lastSeenAt.getTime() ?? 0;
  };
  const first = await seen();
  await findLiveSession(db, sessionId);
  expect(await seen()).toBe(first);
  const longAgo = sql`now() - interval '2 minutes'`;
  await db.update(authSessions).set({ lastSeenAt: longAgo }).where(eq(authSessions.id, sessionId));
  const before = await seen();
  await findLiveSession(db, sessionId);
  expect(await seen()).toBeGreaterThan(before + 100_000);
});
