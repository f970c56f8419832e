import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";

/** What a load balancer asks before it sends visitors here; each part with the reason when it is not ready. */
export type Readiness = { isReady: boolean; checks: Record<"database" | "schema" | "realtime", string> };

type Parts = {
  db: () => Promise<Db>;
  /** `when` of the newest migration of this code, milliseconds since 1970 (db/migrations/meta/_journal.json). */
  newestMigration: number;
  /** Resolves when events get out. */
  realtime: () => Promise<void>;
};

const OK = "ok";
/** A load balancer asks every few seconds and gives up soon. */
const CHECK_MS = 2000;

/**
 * Asks every part at once. A schema that is newer than the code is ready: migrations work with the code before them,
 * and during an upgrade the old instances go on.
 */
export async function readReadiness({ db, newestMigration, realtime }: Parts): Promise<Readiness> {
  const [schema, realtimeState] = await Promise.all([
    within(async () => stateOfSchema(await appliedMigration(await db()), newestMigration)),
    within(async () => {
      await realtime();
      return OK;
    }),
  ]);
  const database = schema === UNREACHABLE || schema === LATE ? schema : OK;
  const checks = { database, schema: database === OK ? schema : "unknown", realtime: realtimeState };
  return { isReady: Object.values(checks).every((state) => state === OK), checks };
}

const UNREACHABLE = "unreachable";
const LATE = `no answer within ${CHECK_MS} ms`;

const stateOfSchema = (applied: number, newest: number) =>
  applied >= newest ? OK : "older than the code: run npm run db:migrate";

/** When the newest migration of the database was made; 0 for a database without tables. */
export async function appliedMigration(db: Db): Promise<number> {
  const [{ exists } = { exists: false }] = await rows<{ exists: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as "exists"`,
  );
  if (!exists) return 0;
  const [newest] = await rows<{ at: number | null }>(
    db,
    sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`,
  );
  return newest?.at ?? 0;
}

/** Nothing about the cause: who may ask is not signed in. The log has it. */
async function within(check: () => Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(LATE), CHECK_MS);
  });
  try {
    return await Promise.race([check().catch(() => UNREACHABLE), late]);
  } finally {
    clearTimeout(timer);
  }
}
