import type pg from "pg";
import { isUnavailable } from "./errors";
import { explainMigrationFailure, explainPostgresFailure } from "./explain-failure";
import { CLOSE_GRACE_MS, type DatabaseHandle, migrationsFolder } from "./handle";
import { leasingPool } from "./postgres-lease";
import * as schema from "./schema";

export type PostgresOptions = {
  url: string;
  /** Connections at most. */
  pool: number;
  /** False behind a pooler that gives each transaction another connection, such as PgBouncer. */
  prepare: boolean;
  /** For work that takes as long as it takes, with nobody waiting: no statement is given up. */
  isPatient?: boolean;
  /** How many times longer than usual callers wait, on a machine that is slower than people have. */
  waitFactor?: number;
};

/** Milliseconds each. Below what callers wait, so that a busy database becomes an answer and not a silence. */
const LIMITS = {
  statement_timeout: 5_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 10_000,
  /** On this side: for a connection whose other end has vanished without a word. Above what the server ends itself. */
  query_timeout: 8_000,
};
const limitsTimes = (factor = 1): typeof LIMITS => ({
  statement_timeout: LIMITS.statement_timeout * factor,
  lock_timeout: LIMITS.lock_timeout * factor,
  idle_in_transaction_session_timeout: LIMITS.idle_in_transaction_session_timeout * factor,
  query_timeout: LIMITS.query_timeout * factor,
});
/** Migrations may take their time. */
const NO_LIMITS = { statement_timeout: 0, lock_timeout: 0, idle_in_transaction_session_timeout: 0 };
/** For a free connection of the pool as well as for a new one. */
const CONNECT_TIMEOUT_MS = 3_000;
const IDLE_CONNECTION_MS = 5 * 60_000;
/** Finds a dead connection long before the operating system's two hours, and keeps firewalls from forgetting a live one. */
const KEEP_ALIVE_MS = 15_000;
/** Any number that nobody else uses: "foyer" on a telephone's keys. */
const MIGRATION_LOCK = 36937;

const INT8 = 20;

/** Loaded here, so that a server with the embedded database does without: a bundle puts all other imports at its start. */
async function loadDriver() {
  const [{ default: driver }, { drizzle }] = await Promise.all([import("pg"), import("drizzle-orm/node-postgres")]);
  driver.types.setTypeParser(INT8, parseInt8);
  return { Pool: driver.Pool, drizzle };
}

type Driver = Awaited<ReturnType<typeof loadDriver>>;

/** Opens a pool on a Postgres server and asks it one question. @throws StartupError */
export async function openPostgres(options: PostgresOptions): Promise<DatabaseHandle> {
  try {
    const driver = await loadDriver();
    const pool = makePool(
      driver,
      options,
      options.pool,
      options.isPatient ? NO_LIMITS : limitsTimes(options.waitFactor),
    );
    await pool.query("select 1").catch(async (error: unknown) => {
      await pool.end();
      throw error;
    });
    return handleOf(driver, pool, options);
  } catch (error) {
    throw explainPostgresFailure(error, options.url);
  }
}

function handleOf(driver: Driver, pool: pg.Pool, options: PostgresOptions): DatabaseHandle {
  let closing: Promise<void> | undefined;
  return {
    db: driver.drizzle({ client: leasingPool(pool, options), schema }),
    kind: "postgres",
    close() {
      closing ??= endWithin(pool, CLOSE_GRACE_MS);
      return closing;
    },
    async migrate(folder = migrationsFolder()) {
      try {
        await migrateAlone(driver, options, folder);
      } catch (error) {
        throw isUnavailable(error) ? explainPostgresFailure(error, options.url) : explainMigrationFailure(error);
      }
    },
  };
}

/**
 * One instance migrates, the others wait for it and then find nothing to do. The lock lives in a transaction of its own
 * connection: behind a pooler a lock of the session would be left on a connection that is somebody else's by then.
 */
async function migrateAlone(driver: Driver, options: PostgresOptions, folder: string): Promise<void> {
  const { migrate } = await import("drizzle-orm/node-postgres/migrator");
  const pool = makePool(driver, options, 2, NO_LIMITS);
  try {
    await driver.drizzle({ client: leasingPool(pool, { prepare: false }) }).transaction(async (locker) => {
      await locker.execute(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
      await migrate(driver.drizzle({ client: leasingPool(pool, { prepare: false }) }), {
        migrationsFolder: folder,
      });
    });
  } finally {
    await pool.end();
  }
}

function makePool(
  { Pool }: Driver,
  { url, prepare, waitFactor = 1 }: PostgresOptions,
  max: number,
  limits: Partial<typeof LIMITS>,
): pg.Pool {
  const pool = new Pool({
    connectionString: withLibpqTls(url),
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS * waitFactor,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    allowExitOnIdle: true, // a script that has done its work ends
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: "foyer",
    // Poolers refuse to connect with settings that they do not know: there they are the server's affair.
    // No jit: compiling a plan takes longer than any statement of ours runs.
    ...(prepare ? { ...limits, options: "-c synchronous_commit=on -c TimeZone=UTC -c jit=off" } : {}),
  });
  // A connection may be lost at any time. Whoever uses it hears of it from the query; without a listener for those
  // that nobody uses at the moment, the process would end.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** `sslmode=require` means what it means to psql: encrypted, without a certificate authority to be known. */
function withLibpqTls(url: string): string {
  if (!url.includes("sslmode=") || url.includes("uselibpqcompat=")) return url;
  return `${url}&uselibpqcompat=true`;
}

async function endWithin(pool: pg.Pool, graceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([pool.end(), patience]);
  clearTimeout(timer);
}

/** As PGlite does: a number where it is exact. */
function parseInt8(text: string): number | bigint {
  const value = BigInt(text);
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
