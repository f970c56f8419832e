import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { appliedMigration } from "../readiness";
import { judgeClock, SLOW_DATABASE_MS } from "../rules";
import { fact, type HealthCheck } from "../schemas";

type Facts = { db: Db; kind: "embedded" | "postgres"; newestMigration: number };

/** Whether the database answers, how fast, and with the tables of this version. */
export async function checkDatabase({ db, kind, newestMigration }: Facts): Promise<HealthCheck> {
  const startedAt = performance.now();
  await db.execute(sql`select 1`);
  const latencyMs = performance.now() - startedAt;
  const [row] = await rows<{ version: string; size: number }>(
    db,
    sql`select current_setting('server_version') as version, pg_database_size(current_database())::float8 as size`,
  );
  const isOld = (await appliedMigration(db)) < newestMigration;
  return {
    name: "database",
    state: isOld ? "fail" : latencyMs > SLOW_DATABASE_MS ? "warn" : "ok",
    reason: isOld ? "old" : latencyMs > SLOW_DATABASE_MS ? "slow" : "ok",
    facts: [
      ...fact("kind", kind),
      ...fact("version", row?.version.split(" ", 1)[0] ?? null),
      ...fact("latency", latencyMs, "ms"),
      ...fact("size", row?.size ?? null, "bytes"),
    ],
  };
}

/** Whether the clocks of database and process agree, measured in the middle of a question and its answer. */
export async function checkClock(db: Db): Promise<HealthCheck> {
  const before = Date.now();
  const [row] = await rows<{ ms: number }>(db, sql`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`);
  const after = Date.now();
  const differenceMs = (row?.ms ?? Number.NaN) - (before + after) / 2;
  const state = judgeClock(differenceMs);
  return {
    name: "clock",
    state,
    reason: state === "ok" ? "ok" : "apart",
    facts: [...fact("difference", Math.abs(differenceMs), "ms"), ...fact("uncertain", (after - before) / 2, "ms")],
  };
}
