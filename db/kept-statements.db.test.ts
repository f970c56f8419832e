import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "@/db/rows";
import { testDatabase } from "@/tests/support/database";

const divide = (by: number | null) => sql`select 10 / ${by}::int as result, ${"fixed"}::text as word`;

test("a statement that failed once works the next time, and so does every other one", async () => {
  const db = await testDatabase();
  expect(await rows(db, divide(2))).toEqual([{ result: 5, word: "fixed" }]);
  await expect(rows(db, divide(0))).rejects.toThrow();
  expect(await rows(db, divide(5))).toEqual([{ result: 2, word: "fixed" }]);
  expect(await rows(db, divide(null))).toEqual([{ result: null, word: "fixed" }]);
  await expect(rows(db, sql`select no_such_column from chats where id = ${1}`)).rejects.toThrow();
  expect(await rows(db, sql`select ${1}::int as one`)).toEqual([{ one: 1 }]);
});

test("a failure inside of a transaction leaves nothing of it, and the statement usable", async () => {
  const db = await testDatabase();
  await db.execute(sql`create table if not exists kept_probe (id int primary key)`);
  const insert = (id: number) => sql`insert into kept_probe (id) values (${id})`;
  await db.execute(insert(1));
  await expect(
    db.transaction(async (tx) => {
      await tx.execute(insert(2));
      await tx.execute(insert(1));
    }),
  ).rejects.toThrow();
  await db.execute(insert(3));
  expect(await rows(db, sql`select id from kept_probe where id > ${0} order by id`)).toEqual([{ id: 1 }, { id: 3 }]);
  await db.execute(sql`drop table kept_probe`);
});

test("a table that has got another column does not break statements that were run before", async () => {
  const db = await testDatabase();
  await db.execute(sql`create table if not exists widened_probe (id int)`);
  const read = () => rows(db, sql`select id from widened_probe where id = ${7}`);
  await db.execute(sql`insert into widened_probe values (${7})`);
  for (let time = 0; time < 8; time++) expect(await read()).toEqual([{ id: 7 }]);
  await db.execute(sql`alter table widened_probe add column more text not null default ''`);
  expect(await read()).toEqual([{ id: 7 }]);
  await db.execute(sql`drop table widened_probe`);
});

test("more different statements than are kept all work", async () => {
  const db = await testDatabase();
  for (let index = 0; index < 450; index++) {
    expect(await rows(db, sql`select ${index}::int + ${sql.raw(String(index))} as sum`)).toEqual([{ sum: 2 * index }]);
  }
  expect(await rows(db, divide(2))).toEqual([{ result: 5, word: "fixed" }]);
});
