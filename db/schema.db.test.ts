import { getTableName, is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { testDatabase, withFreshDatabase } from "@/tests/support/database";
import { rows } from "./rows";
import * as schema from "./schema";

const tables = Object.values<unknown>(schema).filter((value) => is(value, PgTable));
const names = (found: { name: string }[]) => found.map(({ name }) => name);

test("the migrations make each table with each column of the schema", async () => {
  const db = await testDatabase();
  for (const table of tables) {
    const wanted = getTableConfig(table).columns.map((column) => `${column.name} ${column.notNull}`);
    const found = await rows<{ name: string }>(
      db,
      sql`select column_name || ' ' || (is_nullable = 'NO') as name from information_schema.columns
        where table_schema = 'public' and table_name = ${getTableName(table)} and is_generated = 'NEVER'`,
    );
    expect(names(found).sort(), getTableName(table)).toEqual(wanted.sort());
  }
});

test("the migrations make each check, index and foreign key of the schema", async () => {
  const db = await testDatabase();
  const found = await rows<{ name: string }>(
    db,
    sql`select conname as name from pg_constraint union select indexname from pg_indexes where schemaname = 'public'`,
  );
  const wanted = tables.flatMap((table) => {
    const { checks, indexes, foreignKeys, uniqueConstraints } = getTableConfig(table);
    return [
      ...checks.map((check) => check.name),
      ...indexes.map((index) => index.config.name ?? ""),
      ...foreignKeys.map((key) => key.getName()),
      ...uniqueConstraints.map((constraint) => constraint.getName() ?? ""),
    ];
  });
  expect(wanted.length).toBeGreaterThan(20);
  expect(names(found)).toEqual(expect.arrayContaining(wanted));
});

test("migrating again changes nothing", async () => {
  await withFreshDatabase(async (db, handle) => {
    const count = () => rows(db, sql`select count(*) as count from drizzle.__drizzle_migrations`);
    const before = await count();
    await handle.migrate();
    await expect(count()).resolves.toEqual(before);
  });
});

test("a check refuses an impossible row under its name", async () => {
  const db = await testDatabase();
  const second = db.insert(schema.company).values({ id: 2, key: crypto.randomUUID() });
  await expect(second).rejects.toMatchObject({ cause: { code: "23514" } });
});
