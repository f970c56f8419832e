import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import type { EmbeddedOptions } from "@/db/embedded/open";
import { IDLE_IN_TRANSACTION_MS } from "@/db/embedded/remote-pglite";
import { TURN_WAIT_MS } from "@/db/embedded/turns";
import type { DatabaseHandle } from "@/db/handle";
import { openDatabase } from "@/db/open-database";
import type { Database } from "@/db/types";
import { asAdmin, withDatabaseName } from "./postgres-admin";
import type { DatabaseSource } from "./provided";
import { copyTemplate } from "./template";

const source: DatabaseSource = inject("databaseSource");

/** The tests are about what happens and not about how fast: a slow machine is not to be told that it is busy. */
const WAIT_FACTOR = 20;

/** Which of the two databases this run is on, for the few tests that are about one of them. */
export const testDatabaseKind = source.kind;

/** Where `database()` of db/client.ts keeps its handle: code under test that calls it gets the test's database. */
const KEY = Symbol.for("foyer.database");
const shared = globalThis as typeof globalThis & { [KEY]?: Promise<DatabaseHandle> };

/**
 * The migrated database of this worker, through the product's own handle. Test files share it one after the other:
 * make rows of your own with the factories, and expect rows of others.
 */
export async function testDatabase(): Promise<Database> {
  shared[KEY] ??= openCopy().then(({ handle }) => handle);
  return (await shared[KEY]).db;
}

type CopyOptions = Omit<EmbeddedOptions, "dataDir"> & {
  /** How many times longer than the product callers wait for the database. */
  waitFactor?: number;
};

/**
 * Runs `work` on a migrated database without any row, for what only the first one in can do.
 * Options of the embedded database are nothing to Postgres.
 */
export async function withFreshDatabase<T>(
  work: (db: Database, handle: DatabaseHandle) => Promise<T>,
  options: CopyOptions = {},
): Promise<T> {
  const { handle, remove } = await openCopy(options);
  try {
    return await work(handle.db, handle);
  } finally {
    await handle.close();
    await remove();
  }
}

/** Gives the test file a migrated database that starts without a row and goes with it: for tests that change other rows. */
export function ownDatabase(): void {
  const sharedByFiles = shared[KEY];
  let own: Copy | undefined;
  beforeAll(async () => {
    own = await openCopy();
    shared[KEY] = Promise.resolve(own.handle);
  });
  afterAll(async () => {
    shared[KEY] = sharedByFiles;
    await own?.handle.close();
    await own?.remove();
  });
}

/** Runs `work` on a database without tables, as a new machine has it. */
export async function withEmptyDatabase<T>(work: (handle: DatabaseHandle) => Promise<T>): Promise<T> {
  const { handle, remove } = await openEmpty(randomBytes(4).toString("hex"));
  try {
    return await work(handle);
  } finally {
    await handle.close();
    await remove();
  }
}

async function openEmpty(name: string): Promise<Copy> {
  if (source.kind === "postgres") {
    const database = `${source.template}_${name}`;
    await asAdmin(source.adminUrl, `create database ${database}`);
    return postgresCopy(source, database);
  }
  const copy = await openCopy();
  // A new cluster takes seconds to make; a copy without its tables is as empty.
  for (const schema of ["public", "drizzle"]) await copy.handle.db.execute(`drop schema ${schema} cascade`);
  await copy.handle.db.execute("create schema public");
  return copy;
}

type Copy = { handle: DatabaseHandle; remove(): Promise<void> };

async function openCopy({ waitFactor = WAIT_FACTOR, ...embedded }: CopyOptions = {}): Promise<Copy> {
  const name = randomBytes(4).toString("hex");
  if (source.kind === "postgres") return openPostgresCopy(source, name, waitFactor);
  const dataDir = join(source.folder, name);
  copyTemplate(source.template, dataDir);
  const handle = await openDatabase({ kind: "embedded", dataDir, ...patient(waitFactor), ...embedded });
  return { handle, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
}

const patient = (factor: number) => ({
  turnWaitMs: TURN_WAIT_MS * factor,
  idleInTransactionMs: IDLE_IN_TRANSACTION_MS * factor,
});

type Postgres = DatabaseSource & { kind: "postgres" };

async function openPostgresCopy(from: Postgres, name: string, waitFactor: number): Promise<Copy> {
  const database = `${from.template}_${name}`;
  await asAdmin(from.adminUrl, `create database ${database} template ${from.template}`);
  return postgresCopy(from, database, waitFactor);
}

async function postgresCopy(from: Postgres, database: string, waitFactor = WAIT_FACTOR): Promise<Copy> {
  const url = withDatabaseName(from.adminUrl, database);
  const handle = await openDatabase({ kind: "postgres", url, pool: 5, prepare: true, waitFactor });
  const remove = async () => void (await asAdmin(from.adminUrl, `drop database if exists ${database} with (force)`));
  return { handle, remove };
}
