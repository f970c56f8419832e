import "server-only";
import { env, isBuildPhase } from "@/lib/env";
import type { DatabaseHandle } from "./handle";
import { type DatabaseOptions, openDatabase } from "./open-database";
import type { Database } from "./types";

/** The server bundle and the Next bundle each hold a copy of this module; what both must share hangs on `globalThis`. */
const KEY = Symbol.for("foyer.database");
const shared = globalThis as typeof globalThis & { [KEY]?: Promise<DatabaseHandle> };

/** The database of this process, opened at first use. @throws StartupError, EnvError */
export async function database(): Promise<Database> {
  return (await databaseHandle()).db;
}

/**
 * As `database`, with what only the entry points need: `migrate` and `close`. After a failure, or after the database was
 * lost or closed, the next call opens it anew.
 * @throws StartupError, EnvError
 */
export function databaseHandle(): Promise<DatabaseHandle> {
  if (isBuildPhase()) {
    // A page that is rendered at build time would freeze what the builder's database says; let it await connection().
    return Promise.reject(new Error("The database is not available while Next builds"));
  }
  shared[KEY] ??= open();
  return shared[KEY];
}

function open(): Promise<DatabaseHandle> {
  const forget = () => {
    if (shared[KEY] === opening) delete shared[KEY];
  };
  const opening = openOnce(forget);
  opening.catch(forget);
  return opening;
}

async function openOnce(forget: () => void): Promise<DatabaseHandle> {
  const handle = await openDatabase(optionsOf(env(), forget));
  const close = async () => {
    forget();
    await handle.close();
  };
  return { ...handle, close };
}

function optionsOf(settings: ReturnType<typeof env>, onLost: () => void): DatabaseOptions {
  const { DATABASE_URL: url, DATABASE_POOL: pool, DATABASE_PREPARE: prepare, DATA_DIR: dataDir } = settings;
  return url ? { kind: "postgres", url, pool, prepare } : { kind: "embedded", dataDir, onLost };
}
