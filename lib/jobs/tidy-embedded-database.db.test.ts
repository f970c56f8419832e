import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "@/db/rows";
import { testDatabase, withFreshDatabase } from "@/tests/support/database";
import { createChat, createDepartment } from "@/tests/support/factories";
import { analyzeOutgrownTables, outgrownTables, tidyEmbeddedDatabase } from "./tidy-embedded-database";

test("the planner knows afterwards how many rows there are, and old versions are gone", async () => {
  const db = await testDatabase();
  const { id } = await createChat(await createDepartment());
  for (let time = 0; time < 50; time++) await db.execute(sql`update chats set priority = priority where id = ${id}`);
  await tidyEmbeddedDatabase(db);
  const [chats] = await rows<{ known: number; real: number }>(
    db,
    sql`select reltuples::int as known, (select count(*)::int from chats) as real
        from pg_class where oid = 'chats'::regclass`,
  );
  expect(chats?.known).toBe(chats?.real);
});

test("a statement that was planned for a handful of rows is planned anew once there are many", async () => {
  await withFreshDatabase((db) =>
    db.transaction(async (tx) => {
      const plan = async () => JSON.stringify(await rows(tx, sql`explain execute look('nobody')`));
      const arrive = (count: number) =>
        tx.execute(
          sql`insert into visitors (token_hash) select gen_random_uuid()::text from generate_series(1, ${count})`,
        );
      await tx.execute(sql`set local plan_cache_mode = force_generic_plan`);
      await arrive(1);
      // Never counted, and has a row.
      expect(await outgrownTables(tx)).toContain("visitors");
      await analyzeOutgrownTables(tx);
      expect(await outgrownTables(tx)).toEqual([]);
      await tx.execute(sql`prepare look (text) as select id from visitors where token_hash = $1`);
      expect(await plan()).toContain("Seq Scan");

      await arrive(3000);
      expect(await plan()).toContain("Seq Scan");
      expect(await outgrownTables(tx)).toEqual(["visitors"]);
      expect(await analyzeOutgrownTables(tx)).toBe(1);
      expect(await plan()).toContain("Index Scan");
      expect(await outgrownTables(tx)).toEqual([]);
    }),
  );
});
