import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { isUnavailable } from "@/db/errors";
import { rows } from "@/db/rows";
import { testDatabase, testDatabaseKind, withFreshDatabase } from "@/tests/support/database";

const misuse = { cause: { message: expect.stringContaining("used inside of a transaction") } };

describe.runIf(testDatabaseKind === "embedded")("the one connection of the embedded database", () => {
  test("the outer handle inside of a transaction is refused at once, and the database stays usable", async () => {
    const db = await testDatabase();
    await expect(db.transaction(async () => db.execute(sql`select 1`))).rejects.toMatchObject(misuse);
    await expect(db.transaction(async () => db.transaction(async () => 1))).rejects.toThrow("inside of a transaction");
    await expect(rows(db, sql`select 1 as one`)).resolves.toEqual([{ one: 1 }]);
  });

  test("what a transaction has started may use the outer handle once it has ended", async () => {
    const db = await testDatabase();
    let later: Promise<unknown> | undefined;
    await db.transaction(async () => {
      later = sleep(20).then(() => rows(db, sql`select 1 as one`));
    });
    await expect(later).resolves.toEqual([{ one: 1 }]);
  });

  test("a transaction handle is useless after its transaction", async () => {
    const db = await testDatabase();
    const tx = await db.transaction(async (inner) => inner);
    await expect(tx.execute(sql`select 1`)).rejects.toMatchObject({
      cause: { message: expect.stringContaining("has ended already") },
    });
  });

  test("transactions run one after the other, in order of asking, and queries wait for their turn", async () => {
    const db = await testDatabase();
    const seen: string[] = [];
    const transaction = (name: string) =>
      db.transaction(async (tx) => {
        seen.push(`${name} starts`);
        await tx.execute(sql`select 1`);
        await sleep(5);
        seen.push(`${name} ends`);
      });
    const query = rows(db, sql`select 1`).then(() => seen.push("query"));
    await Promise.all([transaction("a"), transaction("b"), query, transaction("c")]);
    const inOrder = seen.filter((entry) => entry !== "query");
    expect(inOrder).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"]);
    expect(seen).toContain("query");
  });

  test("what a message between threads cannot carry is refused, and the database stays usable", async () => {
    const db = await testDatabase();
    await expect(db.execute(sql`select ${sql.param(() => 1)}`)).rejects.toThrow();
    await expect(rows(db, sql`select 1 as one`)).resolves.toEqual([{ one: 1 }]);
  });
});

describe.runIf(testDatabaseKind === "embedded")("faults of the embedded database", () => {
  test("an idle transaction is rolled back, and those who wait go on", async () => {
    const options = { idleInTransactionMs: 50 };
    await withFreshDatabase(async (db) => {
      await db.execute(sql`create table idle (n int)`);
      const idle = db.transaction(async (tx) => {
        await tx.execute(sql`insert into idle values (1)`);
        await sleep(500);
        await tx.execute(sql`insert into idle values (2)`);
      });
      const outcome = expect(idle).rejects.toMatchObject({ code: "25P03" });
      await expect(rows(db, sql`select * from idle`)).resolves.toEqual([]);
      await outcome;
      await sleep(500); // the second insert is refused, not run later
      await expect(rows(db, sql`select * from idle`)).resolves.toEqual([]);
    }, options);
  });

  test("when its thread dies, those who wait and those who come are told, and nothing hangs", async () => {
    const lost: Error[] = [];
    await withFreshDatabase(
      async (db) => {
        const posted = vi.spyOn(Worker.prototype, "postMessage");
        const waiting = [rows(db, sql`select pg_sleep(1)`), rows(db, sql`select 1`)];
        await expect.poll(() => posted.mock.contexts).toHaveLength(1);
        const [thread] = posted.mock.contexts;
        posted.mockRestore();
        if (thread instanceof Worker) await thread.terminate();
        for (const outcome of await Promise.allSettled(waiting)) {
          expect(outcome.status === "rejected" && isUnavailable(outcome.reason)).toBe(true);
        }
        await expect(rows(db, sql`select 1`)).rejects.toMatchObject({ cause: { code: "EMBEDDED_DATABASE_LOST" } });
        await expect.poll(() => lost).toHaveLength(1);
      },
      { onLost: (error) => void lost.push(error) },
    );
  });
});
