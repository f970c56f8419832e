import { describe, expect, test } from "vitest";
import journal from "@/db/migrations/meta/_journal.json";
import { testDatabase } from "@/tests/support/database";
import { createChat, createDepartment } from "@/tests/support/factories";
import { readGauges } from "./read-gauges";
import { readReadiness } from "./readiness";

const newest = Math.max(...journal.entries.map(({ when }) => when));
const realtime = async () => undefined;

describe("an instance", () => {
  test("is ready on a migrated database", async () => {
    const { isReady, checks } = await readReadiness({ db: testDatabase, newestMigration: newest, realtime });
    expect(checks).toEqual({ database: "ok", schema: "ok", realtime: "ok" });
    expect(isReady).toBe(true);
  });

  test("is not ready on a database that is older than its code, and on one that is newer it is", async () => {
    const ask = async (newestMigration: number) =>
      (await readReadiness({ db: testDatabase, newestMigration, realtime })).isReady;
    expect(await ask(newest + 1)).toBe(false);
    expect(await ask(newest - 1)).toBe(true);
  });

  test("is not ready while its events get to nobody", async () => {
    const silent = async () => {
      throw new Error("no");
    };
    const { isReady, checks } = await readReadiness({ db: testDatabase, newestMigration: newest, realtime: silent });
    expect([isReady, checks.realtime]).toEqual([false, "unreachable"]);
  });
});

test("gauges count what is open and how long the first has waited", async () => {
  const db = await testDatabase();
  const before = await readGauges(db);
  await createChat(await createDepartment());
  const after = await readGauges(db);
  expect(after.chats.queued).toBe(before.chats.queued + 1);
  expect(after.longestWaitSeconds).toBeGreaterThanOrEqual(0);
});
