import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { reviews } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { asVisitor, createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { bearer, ORIGIN, signedIn } from "@/tests/support/requests";
import { GET } from "./csv";

const ask = (query: Record<string, string>, headers: Record<string, string>) =>
  GET(new Request(`${ORIGIN}/api/reviews/csv?${new URLSearchParams(query)}`, { headers }), {
    params: Promise.resolve({}),
  });

/** Reviews of somebody in a department, the newest last. */
async function judged(count: number, values: Partial<typeof reviews.$inferInsert> = {}) {
  const db = await testDatabase();
  const department = await createDepartment();
  const boss = await createOperator({ role: "supervisor", departmentIds: [department.id], name: "Boss" });
  const ann = await createOperator({ departmentIds: [department.id], name: "=Ann" });
  const [first] = await Promise.all([createChat(department)]);
  const chatIds = [first.id];
  while (chatIds.length < count) chatIds.push((await createChat(department)).id);
  const points = [
    { criterionId: first.id, name: "Greeting", weight: 1, points: 5 as const },
    { criterionId: first.id, name: "Price", weight: 1, points: null },
    { criterionId: first.id, name: "Solution", weight: 3, points: 3 as const },
  ];
  await db.insert(reviews).values(
    chatIds.map((chatId, index) => ({
      chatId,
      departmentId: department.id,
      operatorId: ann.id,
      reviewerId: boss.id,
      points,
      score: 63,
      createdAt: sql`now() - make_interval(mins => ${count - index})`,
      ...values,
    })),
  );
  return { db, department, boss, ann, chatIds };
}

test("has what its reader sees as a list, and nothing for strangers", async () => {
  const remarks = [
    { seq: 1, text: "+good" },
    { seq: 2, text: "short" },
  ];
  const mine = await judged(1, { comment: '@SUM(1), "well"', remarks });
  const theirs = await judged(1);
  const answer = await ask({}, await signedIn(mine.boss.id));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="reviews-90-days.csv"');
  const text = await answer.text();
  expect(text.split("\r\n")[0]).toBe(
    "chat,reviewed_at,reviewed_local,department,operator,reviewer,score,points,comment,remarks",
  );
  // Nothing in it is a formula.
  expect(text).toContain(`,'=Ann,Boss,63,Greeting: 5; Solution: 3,"'@SUM(1), ""well""","'+good\nshort"\r\n`);
  expect(text).toContain(mine.chatIds[0]);
  expect(text).not.toContain(theirs.chatIds[0]);
  expect(await (await ask({}, await signedIn(mine.ann.id))).text()).toContain(mine.chatIds[0]);
  const colleague = await createOperator({ departmentIds: [mine.department.id] });
  expect((await (await ask({}, await signedIn(colleague.id))).text()).split("\r\n")).toHaveLength(2);
  const admin = await signedIn((await createOperator({ role: "admin" })).id);
  expect(await (await ask({ operator: theirs.ann.id }, admin)).text()).toContain(theirs.chatIds[0]);
  expect(await (await ask({ operator: theirs.ann.id }, admin)).text()).not.toContain(mine.chatIds[0]);
  expect((await ask({}, { origin: ORIGIN })).status).toBe(401);
  expect((await ask({}, bearer((await asVisitor()).token))).status).toBe(401);
  expect((await ask({ days: "31" }, admin)).status).toBe(422);
});

test("has all of them, newest first, in whatever pieces they are read", async () => {
  const { db, ann, boss, department } = await judged(1);
  // One chat has one review of one operator: so many operators, at one instant.
  const [row] = await db.select().from(reviews).where(eq(reviews.operatorId, ann.id));
  if (!row) throw new Error("no review");
  await db.execute(sql`with people as (
      insert into operators (email, name, role, password_hash)
      select 'csv-' || ${ann.id} || n || '@example.com', 'Person ' || n, 'operator', 'x' from generate_series(1, 1100) n
      returning id)
    insert into reviews (chat_id, department_id, operator_id, reviewer_id, points, score)
    select ${row.chatId}::uuid, ${department.id}::uuid, id, ${boss.id}::uuid, '[]'::jsonb, 50 from people`);
  const lines = (await (await ask({}, await signedIn(boss.id))).text()).split("\r\n").slice(1, -1);
  const names = lines.map((line) => line.split(",")[4]);
  expect(new Set(names).size).toBe(1101);
  expect(names).toHaveLength(1101);
  expect(names.at(-1)).toBe("'=Ann");
});
