import { expect, test } from "vitest";
import { readReadiness } from "./readiness";

const refused = async () => {
  throw new Error("connect ECONNREFUSED 10.1.2.3:5432");
};
const fine = async () => undefined;

test("with the database away nothing is ready, and nothing is said of its address", async () => {
  const { isReady, checks } = await readReadiness({ db: refused, newestMigration: 1, realtime: fine });
  expect(isReady).toBe(false);
  expect(checks).toEqual({ database: "unreachable", schema: "unknown", realtime: "ok" });
});

test("a part that does not answer is given up", async () => {
  const never = () => new Promise<never>(() => {});
  const { checks } = await readReadiness({ db: never, newestMigration: 1, realtime: never });
  expect(checks.database).toMatch(/^no answer within/);
  expect(checks.realtime).toMatch(/^no answer within/);
});
