import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { DatabaseHandle } from "@/db/handle";
import { openDatabase } from "@/db/open-database";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";
import { findPostgresBinaries } from "@/tests/support/find-postgres.mjs";
import { asAdmin } from "@/tests/support/postgres-admin";
import { startPostgresServer } from "@/tests/support/postgres-server";

export type BenchDatabase = {
  kind: "postgres" | "embedded";
  /** With its version, for the report. */
  name: string;
  db: Database;
  /** Runs statements that may take longer than the product's connections allow, one after the other. */
  run(statements: readonly string[]): Promise<void>;
};

/** As a server is set up that may not lose anything: a commit waits for the disk. */
const AS_IN_PRODUCTION = ["fsync=on"];
const POOL = 10;

/** A migrated Postgres of our own, gone afterwards. Null where there is none on this machine. */
export async function withPostgres<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T | null> {
  const binaries = findPostgresBinaries();
  if (!binaries) return null;
  const server = await startPostgresServer(binaries, AS_IN_PRODUCTION);
  try {
    const handle = await openDatabase({ kind: "postgres", url: server.url, pool: POOL, prepare: true });
    return await onHandle(handle, (statements) => asAdmin(server.url, ...statements).then(() => undefined), work);
  } finally {
    await server.remove();
  }
}

/** A migrated embedded database, gone afterwards. */
export async function withEmbedded<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), "foyer-bench-"));
  try {
    const handle = await openDatabase({ kind: "embedded", dataDir });
    const run = async (statements: readonly string[]) => {
      for (const statement of statements) await handle.db.execute(sql.raw(statement));
    };
    return await onHandle(handle, run, work);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function onHandle<T>(
  handle: DatabaseHandle,
  run: BenchDatabase["run"],
  work: (database: BenchDatabase) => Promise<T>,
): Promise<T> {
  const { db, kind } = handle;
  try {
    await handle.migrate();
    const [row] = await rows<{ server_version: string }>(db, sql`show server_version`);
    const version = row?.server_version.split(" ")[0] ?? "?";
    return await work({ kind, db, run, name: kind === "postgres" ? `Postgres ${version}` : `embedded (${version})` });
  } finally {
    await handle.close();
  }
}
