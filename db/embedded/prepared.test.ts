import { expect, test } from "vitest";
import { PreparedStatements } from "./prepared.mjs";

/** A database that answers nothing, and notes the names under which it is to keep statements; `fails` on the first one. */
function noting({ fails = false } = {}) {
  const names: string[] = [];
  const closed: string[] = [];
  const pg = {
    parsers: {},
    serializers: {},
    execProtocol: async (message: Uint8Array) => {
      const text = Buffer.from(message).toString("latin1");
      const [, gone] = /^C.{4}S([^\0]*)\0/s.exec(text) ?? [];
      if (gone !== undefined) closed.push(gone);
      const [, name] = /^(?:C.{4}S[^\0]*\0)?P.{4}([^\0]*)\0/s.exec(text) ?? [];
      if (name !== undefined) names.push(name);
      if (fails && name !== undefined && names.length === 1) throw new Error("lost between parse and describe");
      return { messages: [] };
    },
  };
  const statements = new PreparedStatements(pg, {});
  return { names, closed, run: (sql: string) => statements.query({ sql, params: [], rowMode: "object" }) };
}

test("what is run once, such as a migration, takes no place among the kept statements", async () => {
  const { names, run } = noting();
  for (const sql of ['CREATE TABLE "a" ()', 'ALTER TABLE "a" ADD "b" int', "-- words\nselect 1"]) await run(sql);
  expect(names).toEqual(["", "", ""]);
  for (const sql of ["\n  with a as (select 1) select 2", "UPDATE a set b = 1"]) await run(sql);
  expect(names.slice(3)).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
});

test("a name that may be half taken after an error is never given again", async () => {
  const { names, run } = noting({ fails: true });
  await expect(run("select 1")).rejects.toThrow("lost");
  await run("select 1");
  await run("select 2");
  expect(new Set(names).size).toBe(3);
});

test("the statement that was not used for the longest time makes room for a new one, and no other does", async () => {
  const { names, closed, run } = noting();
  for (let index = 0; index < 400; index++) await run(`select ${index}`);
  await run("select 0");
  await run("select 400");
  expect(closed).toEqual([names[1]]);
  await run("select 0");
  expect(names).toHaveLength(401);
  await run("select 1");
  expect(names).toHaveLength(402);
  expect(closed).toEqual([names[1], names[2]]);
});
