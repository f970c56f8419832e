import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rateLimits } from "@/db/schema";
import { randomToken } from "@/lib/ids";
import { testDatabase, testDatabaseKind } from "@/tests/support/database";
import { deleteEndedLimits } from "./delete-ended-limits";
import { takePoints } from "./take-points";

const limitOf = (points: number) => ({ key: randomToken(8), points, windowSeconds: 60 });
const end = async (key: string) =>
  (await testDatabase()).update(rateLimits).set({ endsAt: sql`now()` }).where(eq(rateLimits.key, key));

test("of many tries at once exactly as many pass as are allowed, and the others hear when to come back", async () => {
  const db = await testDatabase();
  const limit = limitOf(5);
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => takePoints(db, [limit])));
  const refused = tries.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(refused).toHaveLength(7);
  for (const { code, retryAfterSeconds } of refused) {
    expect(code).toBe("rate_limited");
    expect(retryAfterSeconds).toBeGreaterThan(50);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  }
});

test.runIf(testDatabaseKind === "postgres")(
  "who began before the window of another was written, and waited for it, is told no more than that window",
  async () => {
    const db = await testDatabase();
    const limit = limitOf(1);
    await db.transaction(async (tx) => {
      await tx.execute(sql`select now(), pg_sleep(0.1)`);
      await takePoints(db, [limit]);
      await expect(takePoints(tx, [limit])).rejects.toMatchObject({ retryAfterSeconds: 60 });
    });
  },
);

test("who is refused by one limit is counted by the other, too, and nobody else is", async () => {
  const db = await testDatabase();
  const [narrow, wide] = [limitOf(1), limitOf(3)];
  await takePoints(db, [wide, narrow]);
  await expect(takePoints(db, [narrow, wide])).rejects.toMatchObject({ code: "rate_limited" });
  await takePoints(db, [limitOf(1), wide]);
  await expect(takePoints(db, [limitOf(1), wide])).rejects.toMatchObject({ code: "rate_limited" });
  await takePoints(db, [limitOf(1)]);
});

test("a new window begins with the first try after the last one has ended", async () => {
  const db = await testDatabase();
  const limit = limitOf(1);
  await takePoints(db, [limit]);
  await expect(takePoints(db, [limit])).rejects.toMatchObject({ code: "rate_limited" });
  await end(limit.key);
  await takePoints(db, [limit]);
  await expect(takePoints(db, [limit])).rejects.toMatchObject({ code: "rate_limited" });
});

test("a limit of 0 counts nothing", async () => {
  const db = await testDatabase();
  const limit = limitOf(0);
  for (let time = 0; time < 3; time++) await takePoints(db, [limit]);
  expect(await db.select().from(rateLimits).where(eq(rateLimits.key, limit.key))).toEqual([]);
});

test("what has ended is deleted, what has not stays", async () => {
  const db = await testDatabase();
  const [ended, present] = [limitOf(9), limitOf(9)];
  await takePoints(db, [ended, present]);
  await end(ended.key);
  expect(await deleteEndedLimits(db)).toBeGreaterThanOrEqual(1);
  const left = async ({ key }: { key: string }) =>
    (await db.select().from(rateLimits).where(eq(rateLimits.key, key))).length;
  expect([await left(ended), await left(present)]).toEqual([0, 1]);
});
