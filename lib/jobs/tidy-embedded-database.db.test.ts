import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "@/db/rows";
import { testDatabase } from "@/tests/support/database";
import { createChat, createDepartment } from "@/tests/support/factories";
import { tidyEmbeddedDatabase } from "./tidy-embedded-database";

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
