import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { DatabaseHandle } from "@/db/handle";
import { openDatabase } from "@/db/open-database";
import { rows } from "@/db/rows";
import { testDatabase, testDatabaseKind } from "@/tests/support/database";
import { EMBEDDED_POSTGRES_MAJOR } from "./open";

const PROGRAM = resolve("tests/support/processes/write-until-killed.ts");

describe.runIf(testDatabaseKind === "embedded")("opening the embedded database", () => {
  let parent: string;
  let made = 0;

  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), "foyer-open-"));
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }));

  const emptyFolder = () => join(parent, String(++made));
  function migratedFolder(): string {
    const source = inject("databaseSource");
    const folder = emptyFolder();
    if (source.kind === "embedded") cpSync(source.template, folder, { recursive: true });
    return folder;
  }
  const open = (dataDir: string, more: object = {}) => openDatabase({ kind: "embedded", dataDir, ...more });
  async function withOpen<T>(dataDir: string, work: (handle: DatabaseHandle) => Promise<T>): Promise<T> {
    const handle = await open(dataDir);
    return work(handle).finally(() => handle.close());
  }

  test("a second process on the same data is refused in one line, and harms nothing", async () => {
    const dataDir = migratedFolder();
    await withOpen(dataDir, async ({ db }) => {
      const second = startProgram(dataDir);
      expect(await second.exited).toBe(1);
      expect(second.lines).toEqual([expect.stringMatching(`in use by process ${process.pid}. Stop that process`)]);
      await expect(rows(db, sql`select 1 as one`)).resolves.toEqual([{ one: 1 }]);
    });
  });

  test("after kill -9 the data opens again with everything that was acknowledged", async () => {
    const dataDir = migratedFolder();
    const program = startProgram(dataDir);
    await expect.poll(() => program.lines.length, { timeout: 40_000 }).toBeGreaterThan(20);
    program.child.kill("SIGKILL");
    await program.exited;
    const acknowledged = Number(program.lines.at(-1));

    await withOpen(dataDir, async ({ db }) => {
      const [found] = await rows(db, sql`select count(*) as count, max(n) as last from acknowledged`);
      expect(found?.count).toBe(found?.last); // without a hole
      expect(Number(found?.last)).toBeGreaterThanOrEqual(acknowledged);
    });
  });

  test("a start that was killed while it made the database leaves nothing in the way", async () => {
    const dataDir = emptyFolder();
    mkdirSync(join(dataDir, "database.new"), { recursive: true });
    writeFileSync(join(dataDir, "database.new", "PG_VERSION"), EMBEDDED_POSTGRES_MAJOR);
    await withOpen(dataDir, async (handle) => {
      await handle.migrate();
      await expect(rows(handle.db, sql`select * from company`)).resolves.toEqual([]);
    });
    expect(readdirSync(dataDir)).toEqual(["database"]);
  });

  test("without a working fsync the start is refused, and the data is free again", async () => {
    const dataDir = migratedFolder();
    await expect(open(dataDir, { fsyncHook: false })).rejects.toMatchObject({
      name: "StartupError",
      message: expect.stringMatching(/would not write to the disk safely.*npm ci/),
    });
    await withOpen(dataDir, ({ db }) => rows(db, sql`select 1`));
  });

  test("data of another Postgres version is refused in words", async () => {
    const dataDir = emptyFolder();
    mkdirSync(join(dataDir, "database"), { recursive: true });
    writeFileSync(join(dataDir, "database", "PG_VERSION"), "17\n");
    await expect(open(dataDir)).rejects.toThrow(/is of Postgres 17, and this version of Foyer brings Postgres 18/);
    expect(existsSync(join(dataDir, "database.lock"))).toBe(false);
  });

  test("the version that is compared is the one that runs", async () => {
    const [found] = await rows(await testDatabase(), sql`show server_version`);
    expect(String(found?.server_version).split(".")[0]).toBe(EMBEDDED_POSTGRES_MAJOR);
  });

  test("a folder with files of others, and a file where the folder should be, are refused in words", async () => {
    const dataDir = emptyFolder();
    mkdirSync(join(dataDir, "database"), { recursive: true });
    writeFileSync(join(dataDir, "database", "holiday.jpg"), "");
    await expect(open(dataDir)).rejects.toThrow(/holds files that are no database/);
    await expect(open(join(dataDir, "database", "holiday.jpg"))).rejects.toThrow(/a file is in the way/);
    await expect(open("/dev/null/data")).rejects.toThrow(/a file is in the way/);
  });

  test("a closed database rejects, and closing again does no harm", async () => {
    const handle = await open(migratedFolder());
    await handle.close();
    await handle.close();
    await expect(rows(handle.db, sql`select 1`)).rejects.toMatchObject({ cause: { code: "EMBEDDED_DATABASE_LOST" } });
  });
});

type Program = { child: ChildProcess; lines: string[]; exited: Promise<number | null> };

function startProgram(dataDir: string): Program {
  const child = spawn(process.execPath, ["--import", "tsx", PROGRAM, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const program: Program = { child, lines: [], exited: new Promise((done) => child.once("close", done)) };
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    program.lines.push(...lines);
  });
  return program;
}
