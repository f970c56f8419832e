import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { openDatabase } from "@/db/open-database";
import type { Database } from "@/db/types";
import { findPostgresBinaries } from "@/tests/support/find-postgres.mjs";
import { fastestFolder } from "@/tests/support/memory-disk";
import { type PostgresServer, startPostgresServer } from "@/tests/support/postgres-server";
import { FaultProxy } from "./proxy";
import { freePort } from "./server-process";

export type RunSql = <T>(statement: string) => Promise<T[]>;

/** The database below the server, as the run sees it from outside. */
export type Store = {
  kind: "embedded" | "postgres";
  /** What the server is started with. */
  env: Record<string, string>;
  /** Works for as long as the server (embedded) or Postgres runs. */
  runSql: RunSql;
  /** Opens the database while no server runs on it. */
  use: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  /** Between the server and Postgres, and Postgres itself; null with the embedded database. */
  postgres: { server: PostgresServer; proxy: FaultProxy } | null;
  /** Takes all free space of the disk under the data, or gives it back; null where the disk is everybody's. */
  fillDisk: ((isFull: boolean) => void) | null;
  remove: () => Promise<void>;
};

/** A fresh embedded database; with `diskMegabytes` on a small disk of its own, which takes the rights to mount one. */
export async function embeddedStore(diskMegabytes?: number): Promise<Store> {
  const folder = mkdtempSync(path.join(fastestFolder(), "foyer-faults-"));
  if (diskMegabytes) execFileSync("mount", ["-t", "tmpfs", "-o", `size=${diskMegabytes}m`, "tmpfs", folder]);
  const dataDir = path.join(folder, "data");
  mkdirSync(dataDir);
  const doorPort = await freePort();
  const filler = path.join(folder, "filler");
  const fillDisk = (isFull: boolean) => {
    if (!isFull) return rmSync(filler, { force: true });
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(1_000_000));
    } catch {
      // That was the last free byte; the server takes part in the race for it.
    }
  };
  return {
    kind: "embedded",
    env: {
      DATA_DIR: dataDir,
      DATABASE_URL: "",
      E2E_DOOR_PORT: String(doorPort),
      NODE_OPTIONS: `--import ${path.resolve("tests/e2e/support/database-door.mjs")}`,
    },
    runSql: (statement) => throughDoor(doorPort, statement),
    async use(work) {
      const handle = await openDatabase({ kind: "embedded", dataDir });
      return (async () => {
        await handle.migrate();
        return work(handle.db);
      })().finally(() => handle.close());
    },
    postgres: null,
    fillDisk: diskMegabytes ? fillDisk : null,
    async remove() {
      if (diskMegabytes) execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function throughDoor<T>(port: number, statement: string): Promise<T[]> {
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: statement });
  const text = await response.text();
  if (!response.ok) throw new Error(`${text}\n${statement}`);
  return JSON.parse(text) as T[];
}

export const hasPostgres = () => findPostgresBinaries() !== undefined;

/** A Postgres of our own as a child process, with a proxy between it and the server. It syncs to the disk. */
export async function postgresStore(): Promise<Store> {
  const binaries = findPostgresBinaries();
  if (!binaries) throw new Error("there is no Postgres on this machine");
  const server = await startPostgresServer(binaries, ["fsync=on"]);
  const proxy = await new FaultProxy(Number(new URL(server.url).port)).listen();
  const throughProxy = new URL(server.url);
  throughProxy.port = String(proxy.port);
  const folder = mkdtempSync(path.join(tmpdir(), "foyer-faults-"));
  return {
    kind: "postgres",
    env: { DATA_DIR: folder, DATABASE_URL: throughProxy.href },
    async runSql<T>(statement: string) {
      const client = new pg.Client(server.url);
      client.on("error", () => undefined);
      await client.connect();
      return client
        .query(statement)
        .then(({ rows }) => rows as T[])
        .finally(() => client.end());
    },
    async use(work) {
      const handle = await openDatabase({ kind: "postgres", url: server.url, pool: 2, prepare: true });
      return (async () => {
        await handle.migrate();
        return work(handle.db);
      })().finally(() => handle.close());
    },
    postgres: { server, proxy },
    fillDisk: null,
    async remove() {
      await proxy.close();
      await server.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
