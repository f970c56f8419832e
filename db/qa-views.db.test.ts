import { type SQL, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { testDatabase } from "@/tests/support/database";
import { asOperator, createChat, createDepartment, unique } from "@/tests/support/factories";
import { rows } from "./rows";

describe("the views for checks from outside", () => {
  test("show timeline, owner and legs of a chat", async () => {
    const department = await createDepartment({ name: unique("QA") });
    const { id } = await createChat(department);
    const owner = await asOperator(department.id);
    await claimChat(owner, id);
    const db = await testDatabase();
    const one = (query: SQL) => rows(db, query);
    expect(await one(sql`select seq, pub_seq, kind from qa_timeline where chat_id = ${id} order by seq`)).toMatchObject(
      [
        { seq: 1, pub_seq: 1, kind: "started" },
        { seq: 2, pub_seq: 2, kind: "message" },
        { seq: 3, pub_seq: 3, kind: "claimed" },
      ],
    );
    expect(await one(sql`select status, owner_id, last_seq from qa_chats where chat_id = ${id}`)).toMatchObject([
      { status: "active", owner_id: owner.actor.operatorId, last_seq: 3 },
    ]);
    expect(await one(sql`select operator_id, from_seq, to_seq from qa_legs where chat_id = ${id}`)).toMatchObject([
      { operator_id: owner.actor.operatorId, from_seq: 3, to_seq: null },
    ]);
  });
});
