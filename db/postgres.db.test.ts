import { sql } from "drizzle-orm";
import { describe, expect, inject, test } from "vitest";
import { testDatabase, testDatabaseKind, withFreshDatabase } from "@/tests/support/database";
import { findPostgresBinaries } from "@/tests/support/find-postgres.mjs";
import { asAdmin, withDatabaseName } from "@/tests/support/postgres-admin";
import { startPostgresServer } from "@/tests/support/postgres-server";
import { isUnavailable } from "./errors";
import { openDatabase } from "./open-database";
import { rows } from "./rows";
import type { Db } from "./types";

const binaries = findPostgresBinaries();
const open = (url: string) => openDatabase({ kind: "postgres", url, pool: 3, prepare: true });

describe.runIf(testDatabaseKind === "postgres")("a Postgres server", () => {
  const adminUrl = () => {
    const source = inject("databaseSource");
    if (source.kind !== "postgres") throw new Error("this test is about Postgres");
    return source;
  };

  test("four instances that migrate an empty database at once all succeed", async () => {
    const { adminUrl: url, template } = adminUrl();
    const name = `${template}_parallel`;
    await asAdmin(url, `create database ${name} template template0`);
    const handles = await Promise.all([1, 2, 3, 4].map(() => open(withDatabaseName(url, name))));
    try {
      await Promise.all(handles.map((handle) => handle.migrate()));
      const db = handles[0]?.db ?? (await testDatabase());
      await expect(rows(db, sql`select * from company`)).resolves.toEqual([]);
      const applied = await rows(
        db,
        sql`select hash from drizzle.__drizzle_migrations group by hash having count(*) > 1`,
      );
      expect(applied).toEqual([]);
    } finally {
      await Promise.all(handles.map((handle) => handle.close()));
      await asAdmin(url, `drop database ${name} with (force)`);
    }
  });

  test("each connection has the limits that keep a busy database from hanging its callers", async () => {
    const asked = sql`select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout',
      'idle_in_transaction_session_timeout', 'synchronous_commit', 'TimeZone', 'application_name')`;
    const settings = await withFreshDatabase((db) => rows<{ name: string; setting: string }>(db, asked), {
      waitFactor: 1,
    });
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      statement_timeout: "5000",
      lock_timeout: "3000",
      idle_in_transaction_session_timeout: "10000",
      synchronous_commit: "on",
      TimeZone: "UTC",
      application_name: "foyer",
    });
  });

  test("a migration under a running instance costs it no statement, and a transaction is asked to come again", async () => {
    // A pool of its own: that of other tests keeps their statements.
    await withFreshDatabase(async (db) => {
      await db.execute(sql`create table retyped (id int)`);
      await db.execute(sql`insert into retyped values (7)`);
      const read = (on: Db) => rows(on, sql`select id from retyped where id = ${7}`);
      /** In transactions on all connections of the pool; what they were refused. */
      const refusals = async () => {
        const ends = await Promise.allSettled(Array.from({ length: 5 }, () => db.transaction((tx) => read(tx))));
        return ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
      };
      expect(await refusals()).toEqual([]);
      await db.execute(sql`alter table retyped alter column id type bigint`);
      const refused = await refusals();
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.filter((error) => !isUnavailable(error))).toEqual([]);
      expect(await refusals()).toEqual([]);
      await db.execute(sql`alter table retyped alter column id type int`);
      const answers = await Promise.all(Array.from({ length: 10 }, () => read(db)));
      expect(answers.filter(([row]) => row?.id !== 7)).toEqual([]);
    });
  });

  test("a row that stays locked answers that the database is unavailable", async () => {
    const db = await testDatabase();
    await db.execute(sql`create table locked as select 1 as n`);
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let holder: Promise<void> | undefined;
    await new Promise<void>((locked) => {
      holder = db.transaction(async (tx) => {
        await tx.execute(sql`update locked set n = 2`);
        locked();
        await released;
      });
    });
    const error = await db
      .transaction(async (tx) => {
        await tx.execute(sql`set local lock_timeout = 100`);
        await tx.execute(sql`update locked set n = 3`);
      })
      .catch((reason: unknown) => reason);
    release();
    await holder;
    expect(isUnavailable(error)).toBe(true);
  });

  test("a transaction that lost its connection does nothing more, least of all in somebody else's", async () => {
    const { adminUrl: url } = adminUrl();
    const db = await testDatabase();
    await db.execute(sql`create table lost_transaction (n int)`);
    const others = () =>
      db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      });
    const cut = db.transaction(async (tx) => {
      await tx.execute(sql`insert into lost_transaction values (1)`);
      const [backend] = await rows<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
      await asAdmin(url, `select pg_terminate_backend(${backend?.pid})`);
      await Promise.all(Array.from({ length: 8 }, others)); // time to notice, and every connection in use meanwhile
      await tx.execute(sql`insert into lost_transaction values (2)`);
    });
    await expect(cut).rejects.toSatisfy(isUnavailable);
    await expect(rows(db, sql`select * from lost_transaction`)).resolves.toEqual([]);
    await Promise.all(Array.from({ length: 8 }, others)); // the pool has lost no place
  });

  test("when every connection is busy, the next one hears so within 3 s", async () => {
    const { adminUrl: url } = adminUrl();
    const handle = await openDatabase({ kind: "postgres", url, pool: 1, prepare: true });
    let isOver = false;
    // Far longer than 3 s, and no less on a machine that is busy.
    const long = handle.db
      .transaction((tx) => rows(tx, sql`select pg_sleep(4.8)`))
      .finally(() => {
        isOver = true;
      });
    await expect(rows(handle.db, sql`select 1`)).rejects.toSatisfy(isUnavailable);
    expect(isOver).toBe(false);
    await long;
    await handle.close();
  });

  test("what keeps it from opening is said in words", async () => {
    const { adminUrl: url } = adminUrl();
    await expect(open(withDatabaseName(url, "no_such_thing"))).rejects.toThrow(/Database no_such_thing does not exist/);
    await expect(open("postgres://foyer@127.0.0.1:1/chat")).rejects.toThrow(/Nothing answers at 127\.0\.0\.1:1/);
    await expect(open("postgres://foyer@name.invalid/chat")).rejects.toThrow(/name\.invalid:5432 is not known/);
    await expect(open("postgres://foyer:100%@127.0.0.1/chat")).rejects.toThrow(/cannot be read/);
  });

  test("an address where nobody answers fails within 3 s", async () => {
    const startedAt = performance.now();
    const silent = "postgres://foyer@192.0.2.1/chat"; // TEST-NET-1: no machine has it
    await expect(open(silent)).rejects.toMatchObject({ name: "StartupError" });
    expect(performance.now() - startedAt).toBeLessThan(15_000); // the system gives up after two minutes
  });

  test.runIf(binaries)(
    "a stopped server is unavailable, kills nothing, and serves again after its return",
    async () => {
      const server = await startPostgresServer(binaries ?? "");
      const wrongPassword = new URL(server.url);
      wrongPassword.password = "wrong";
      try {
        const handle = await open(server.url);
        await expect(open(wrongPassword.href)).rejects.toThrow(/refuses user foyer .* check user and password/);
        const running = rows(handle.db, sql`select pg_sleep(4)`);
        const cut = expect(running).rejects.toSatisfy(isUnavailable);
        const inTransaction = handle.db.transaction(async (tx) => {
          await tx.execute(sql`select 1`);
          await tx.execute(sql`select pg_sleep(4)`);
        });
        const cutToo = expect(inTransaction).rejects.toSatisfy(isUnavailable);
        await rows(handle.db, sql`select 1`);
        await server.stop();
        await Promise.all([cut, cutToo]);

        for (let attempt = 0; attempt < 3; attempt++) {
          const startedAt = performance.now();
          await expect(rows(handle.db, sql`select 1`)).rejects.toSatisfy(isUnavailable);
          expect(performance.now() - startedAt).toBeLessThan(10_000);
        }
        await server.start();
        await expect(rows(handle.db, sql`select 1 as one`)).resolves.toEqual([{ one: 1 }]);
        await handle.close();
      } finally {
        await server.remove();
      }
    },
  );
});
