import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { OperatorActor } from "@/lib/context";
import { testDatabase } from "@/tests/support/database";
import { asOperator, createDepartment } from "@/tests/support/factories";
import { conditionsOf } from "./conditions";
import { findByIndex, findChats, type PageOf } from "./find-chats";
import { searchQuery } from "./schemas";
import { readTerms } from "./terms";

const LIMIT = 21;

/**
 * So many closed chats of one message, each a minute older than the one before, of which every `step`th has the word. After
 * the newest `evenly` of them nobody had written for a year.
 */
async function manyChats(count: number, step: number, evenly = count) {
  const db = await testDatabase();
  const department = await createDepartment();
  const { actor } = await asOperator(department.id);
  await db.execute(sql`
    with visitor as (insert into visitors (token_hash) values (gen_random_uuid()::text) returning id),
      made as (
        insert into chats (visitor_id, start_client_id, department_id, status, last_seq, last_pub_seq, visitor_name,
          created_at, closed_at, close_reason)
        select visitor.id, gen_random_uuid(), ${department.id}, 'closed', 1, 1,
          case when i % ${step} = 0 then 'Wilhelmina' else 'Somebody' end,
          timestamptz '2026-01-01' - i * interval '1 minute' - case when i > ${evenly} then interval '1 year' else '0' end,
          now(), 'operator'
        from visitor, generate_series(1, ${count}) i
        returning id, visitor_id, visitor_name, created_at)
    insert into chat_events (chat_id, seq, pub_seq, kind, sender_type, sender_id, client_id, body, created_at)
    select id, 1, 1, 'message', 'visitor', visitor_id, gen_random_uuid(),
      case when visitor_name = 'Wilhelmina' then 'My kettle is broken' else 'Nothing at all' end, created_at
    from made`);
  return actor;
}

/** The ids of one page, both ways. */
async function bothWays(actor: OperatorActor, q: string, cursor?: PageOf["cursor"]) {
  const db = await testDatabase();
  const query = searchQuery.parse({ q });
  const conditions = conditionsOf(actor, query, await readTerms(db, query.q));
  const page = { cursor, limit: LIMIT };
  return {
    walked: await findChats(db, actor, conditions, page),
    byIndex: await findByIndex(db, actor, conditions, page),
  };
}

describe("among more chats than are looked through at first", () => {
  test.each([
    { step: 10, count: 600, what: "often" },
    { step: 40, count: 1300, what: "now and then, so that some more are looked through" },
    { step: 300, count: 900, what: "rarely, so that the indexes are asked" },
    { step: 100, count: 4400, what: "so rarely that the indexes are asked about the newest first" },
    { step: 100, count: 2600, evenly: 550, what: "rarely, and before a long pause that was not foreseen" },
  ])("what occurs $what is found completely, newest first, page by page", async ({ step, count, evenly }) => {
    const actor = await manyChats(count, step, evenly);
    for (const q of ["kettle ", "kettle from:wilhelmina"]) {
      let cursor: PageOf["cursor"];
      let found = 0;
      for (;;) {
        const { walked, byIndex } = await bothWays(actor, q, cursor);
        expect(walked, q).toEqual(byIndex);
        found += walked.length;
        cursor = walked.at(-1);
        if (walked.length < LIMIT) break;
      }
      expect(found, q).toBe(Math.floor(count / step));
    }
  });
});
