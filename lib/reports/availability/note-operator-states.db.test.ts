import { asc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { operatorStates, operators } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { createOperator } from "@/tests/support/factories";
import { noteOperatorStates } from "./note-operator-states";

test("the job notes what an operator is for new chats, and nothing while that stays so", async () => {
  const db = await testDatabase();
  const { id } = await createOperator();
  const noted = async () => {
    await noteOperatorStates(db);
    await noteOperatorStates(db);
    const found = await db
      .select()
      .from(operatorStates)
      .where(eq(operatorStates.operatorId, id))
      .orderBy(asc(operatorStates.since));
    // As if each were noted a minute after the other.
    await db.execute(sql`update operator_states set since = since - interval '1 minute' where operator_id = ${id}`);
    return found.map(({ state }) => state);
  };
  const become = (values: Partial<typeof operators.$inferInsert>, heardOfBefore = 0) =>
    db
      .update(operators)
      .set({ ...values, lastPulseAt: sql`now() - make_interval(secs => ${heardOfBefore})` })
      .where(eq(operators.id, id));
  expect(await noted()).toEqual([]);
  await become({});
  expect(await noted()).toEqual(["there"]);
  await become({ finishing: true });
  expect(await noted()).toEqual(["there", "away"]);
  await become({ finishing: false, intent: "away" });
  expect(await noted()).toEqual(["there", "away"]);
  await become({ intent: "online" }, 61);
  expect(await noted()).toEqual(["there", "away", "gone"]);
  await become({ intent: "online" });
  expect(await noted()).toEqual(["there", "away", "gone", "there"]);
  await become({ deactivatedAt: new Date() });
  expect(await noted()).toEqual(["there", "away", "gone", "there", "gone"]);
});

test("of what somebody is within one minute, the last counts", async () => {
  const db = await testDatabase();
  const { id } = await createOperator({ isThere: true });
  await db.insert(operatorStates).values({ operatorId: id, since: sql`date_trunc('minute', now())`, state: "away" });
  await noteOperatorStates(db);
  const found = await db
    .select()
    .from(operatorStates)
    .where(eq(operatorStates.operatorId, id))
    .orderBy(asc(operatorStates.since));
  // Where the next minute has begun in between, both stand there.
  expect(found.at(-1)?.state).toBe("there");
  expect(found.length).toBeLessThanOrEqual(2);
});
