import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/tests/support/database";
import { databaseError, isUniqueViolation } from "./errors";
import { rows } from "./rows";
import { visitors } from "./schema";

const unique = () => crypto.randomUUID();
const insert = (tokenHash: string) => ({ tokenHash });

test("a transaction that rejects leaves nothing behind and rejects with the same error", async () => {
  const db = await testDatabase();
  const tokenHash = unique();
  const mine = new Error("changed my mind");
  const failing = db.transaction(async (tx) => {
    await tx.insert(visitors).values(insert(tokenHash));
    throw mine;
  });
  await expect(failing).rejects.toBe(mine);
  await expect(db.select().from(visitors).where(eq(visitors.tokenHash, tokenHash))).resolves.toEqual([]);
});

test("a nested transaction that rejects takes back only its own part", async () => {
  const db = await testDatabase();
  const [outer, inner, after] = [unique(), unique(), unique()];
  await db.transaction(async (tx) => {
    await tx.insert(visitors).values(insert(outer));
    const nested = tx.transaction(async (deeper) => {
      await deeper.insert(visitors).values(insert(inner));
      await deeper.insert(visitors).values(insert(inner));
    });
    await expect(nested).rejects.toSatisfy((error) => isUniqueViolation(error, "visitors_token_unique"));
    await tx.transaction((deeper) => deeper.insert(visitors).values(insert(after)));
  });
  const found = await db.select().from(visitors).where(sql`${visitors.tokenHash} in (${outer}, ${inner}, ${after})`);
  expect(found.map(({ tokenHash }) => tokenHash).sort()).toEqual([outer, after].sort());
});

test("errors carry their code and constraint", async () => {
  const db = await testDatabase();
  const tokenHash = unique();
  await db.insert(visitors).values(insert(tokenHash));
  const again = await db
    .insert(visitors)
    .values(insert(tokenHash))
    .catch((error: unknown) => error);
  expect(isUniqueViolation(again, "visitors_token_unique")).toBe(true);
  expect(isUniqueViolation(again, "another_constraint")).toBe(false);
  const syntax = await db.execute(sql`selct 1`).catch((error: unknown) => error);
  expect(databaseError(syntax)?.code).toBe("42601");
});

test("of parallel transactions that add to one counter, none gets lost", async () => {
  const db = await testDatabase();
  const table = sql.identifier(`counter_${unique()}`);
  await db.execute(sql`create table ${table} (n int)`);
  await db.execute(sql`insert into ${table} values (0)`);
  const add = () =>
    db.transaction(async (tx) => {
      const [found] = await rows<{ n: number }>(tx, sql`select n from ${table} for update`);
      await tx.execute(sql`update ${table} set n = ${(found?.n ?? 0) + 1}`);
    });
  await Promise.all(Array.from({ length: 20 }, add));
  await expect(rows(db, sql`select n from ${table}`)).resolves.toEqual([{ n: 20 }]);
});
