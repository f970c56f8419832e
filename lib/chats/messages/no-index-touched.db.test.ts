import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { text } from "@/tests/support/chat-rows";
import { ownedChat } from "@/tests/support/scenes";
import { sendMessage } from "./send-message";

/** The columns of `chats` that any index has: as a key, in an expression or in its condition. */
const indexed = async (db: Db) =>
  (
    await rows<{ name: string }>(
      db,
      sql`select distinct a.attname::text as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid
          where i.indrelid = 'chats'::regclass and (a.attnum = any (i.indkey) or exists (
            select from pg_depend d where d.objid = i.indexrelid and d.refobjid = i.indrelid and d.refobjsubid = a.attnum))`,
    )
  ).map(({ name }) => name);

const rowOf = async (db: Db, id: string) => {
  const [row] = await rows<{ row: Record<string, unknown> }>(
    db,
    sql`select to_jsonb(c) as row from chats c where id = ${id}`,
  );
  return row?.row ?? {};
};

test("messages of both sides change no column that an index of chats knows, but for the five minutes they are in", async () => {
  const { owner, id, visitor } = await ownedChat();
  const { db } = visitor;
  const names = await indexed(db);
  expect(names).toEqual(expect.arrayContaining(["department_id", "has_unsent", "activity_period", "status"]));
  await sendMessage(visitor, id, text("Hello?"));
  await sendMessage(owner, id, text("Yes?"));
  const before = await rowOf(db, id);
  for (const sender of [visitor, owner, visitor]) {
    await sendMessage(sender, id, text("And again"));
    const after = await rowOf(db, id);
    const changed = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
    expect(changed).toEqual(expect.arrayContaining(["last_seq", "last_message_at"]));
    expect(changed.filter((name) => name !== "activity_period" && names.includes(name))).toEqual([]);
    expect(Date.parse(String(after.activity_period)) % (5 * 60_000)).toBe(0);
  }
});
