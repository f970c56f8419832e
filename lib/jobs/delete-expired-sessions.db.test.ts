import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { authSessions } from "@/db/schema";
import { deleteExpiredSessions, REVOKED_KEPT_DAYS } from "@/lib/jobs/delete-expired-sessions";
import { testDatabase } from "@/tests/support/database";
import { createOperator } from "@/tests/support/factories";

const inDays = (days: number) => sql`now() + make_interval(days => ${days})`;

test("expired and long revoked sessions go, live and lately revoked ones stay", async () => {
  const db = await testDatabase();
  const { id: operatorId } = await createOperator();
  const sessions = [
    { userAgent: "live", expiresAt: inDays(1) },
    { userAgent: "expired", expiresAt: inDays(-1) },
    { userAgent: "revoked lately", expiresAt: inDays(1), revokedAt: inDays(1 - REVOKED_KEPT_DAYS) },
    { userAgent: "revoked long ago", expiresAt: inDays(1), revokedAt: inDays(-1 - REVOKED_KEPT_DAYS) },
  ];
  await db.insert(authSessions).values(sessions.map((session) => ({ operatorId, ...session })));
  expect(await deleteExpiredSessions(db)).toBeGreaterThanOrEqual(2);
  const left = await db.select().from(authSessions).where(eq(authSessions.operatorId, operatorId));
  expect(left.map(({ userAgent }) => userAgent).sort()).toEqual(["live", "revoked lately"]);
});
