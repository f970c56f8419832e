import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "@/db/rows";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { noteOperatorStates } from "@/lib/reports/availability/note-operator-states";
import { distribute } from "@/lib/routing/distribute";
import { ageChat } from "@/tests/support/age-chat";
import { text } from "@/tests/support/chat-rows";
import { ownDatabase, testDatabase } from "@/tests/support/database";
import { asOperator, asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { getWhatIf } from "./get-what-if";
import { readRecord } from "./replay/read-record";
import { type WhatIfQuery, whatIfQuery } from "./what-if-schemas";

// Reports are in the time zone of the company, which other tests set.
ownDatabase();

/**
 * Three come to one who takes one chat at a time: one is answered at once and stays an hour, one waits for it and then stays
 * ten minutes, and one leaves while both are before it.
 */
async function playDay() {
  const db = await testDatabase();
  const [row] = await rows<{ now: string }>(db, sql`select clock_timestamp() as now`);
  const department = await createDepartment({ reassign: true, reassignAfterMinutes: 7, closeIdleAfterMinutes: 90 });
  const ann = await asThere({ departmentIds: [department.id], name: "Ann", values: { maxLoad: 1 } });
  await noteOperatorStates(db);
  await db.execute(sql`update operator_states set since = since - interval '3 hours'
    where operator_id = ${ann.actor.operatorId}`);
  const first = await createChat(department);
  const answer = async (id: string, minutes: number) => {
    await distribute(ann, [department.id]);
    await sendMessage(ann, id, text("Here I am"));
    await ageChat(id, minutes);
  };
  await answer(first.id, 60);
  const [second, third] = [await createChat(department), await createChat(department)];
  await ageChat(second.id, 25);
  await ageChat(third.id, 20);
  await closeChat(third.visitor, third.id);
  await closeChat(ann, first.id);
  await answer(second.id, 10);
  await closeChat(ann, second.id);
  return { department, ann, beganAt: new Date(Date.parse(row?.now ?? "") - 3_600_000) };
}

test("days that the product has played are replayed as they were, and otherwise where something is changed", async () => {
  const { department, ann } = await playDay();
  const { db, actor } = await asRole("supervisor", department.id);
  const ask = (more: Partial<Record<keyof WhatIfQuery, string>> = {}) =>
    getWhatIf(db, actor, whatIfQuery.parse({ department: department.id, ...more }));

  const { total, rows: byDepartment, set, noted, cutAt, hasManual, operators } = await ask();
  const counts = { chats: 3, answered: 2, left: 1, waiting: 0, misses: 0, reassigned: 0 };
  expect(total.recorded).toMatchObject(counts);
  expect(total.asWas).toMatchObject(counts);
  expect(total.whatIf).toBeNull();
  expect(byDepartment).toEqual([{ departmentId: department.id, name: department.name, ...total }]);
  expect({ set, noted, cutAt, hasManual }).toEqual({
    set: { reassign: 7, idle: 90, queue: null, overflow: null, load: 1, strategy: "automatic" },
    noted: 1,
    cutAt: null,
    hasManual: false,
  });
  expect(operators).toEqual([{ id: ann.actor.operatorId, name: "Ann" }]);

  const more = (await ask({ operators: "2" })).total;
  expect(more.asWas).toEqual(total.asWas);
  expect(more.whatIf).toMatchObject({ chats: 3, answered: 3, left: 0, waitP90: 0, inTime: 1 });
  const nobody = (await ask({ without: ann.actor.operatorId })).total.whatIf;
  expect(nobody).toMatchObject({ chats: 3, answered: 0, waitMedian: null, responseMedian: null, inTime: 0 });
  expect((nobody?.left ?? 0) + (nobody?.waiting ?? 0)).toBe(3);
  // Ann had the last word in the first chat an hour before she ended it.
  expect((await ask({ idle: "9" })).total.whatIf).toMatchObject({ answered: 3, left: 0 });
  // While the first is with her, nobody waits.
  const short = (await ask({ queue: "0" })).total;
  expect(short.recorded.refused).toBeNull();
  expect(short.asWas.refused).toBe(0);
  expect(short.whatIf).toMatchObject({ chats: 3, answered: 1, refused: 2, left: 0 });
  const wider = (await ask({ load: "3" })).total.whatIf;
  expect(wider).toMatchObject({ answered: 3, left: 0, waitP90: 0 });
});

test("beyond so many chats the rest is left out, and that is said", async () => {
  const { department, ann, beganAt } = await playDay();
  const end = new Date(beganAt.getTime() + 7_200_000);
  const read = (legsMax?: number) => readRecord(ann.db, { start: beganAt, end, zone: "UTC", now: end, legsMax });
  const whole = await read();
  expect(whole.cutAt).toBeNull();
  // Others may have had chats in this time, too.
  const all = whole.record.chats;
  expect(all.filter(({ stages }) => stages[0].departmentId === department.id)).toHaveLength(3);
  const cut = await read(1);
  expect(cut.record.chats).toHaveLength(1);
  expect(cut.record.chats[0]?.id).toBe(all[0]?.id);
  expect(cut.cutAt?.getTime()).toBeGreaterThan(all[0]?.stages[0].queuedAt ?? 0);
});

test("an operator is refused, and a supervisor for a department of others; of its people nothing is told", async () => {
  const { department: others, ann } = await playDay();
  const own = await createDepartment();
  const query = whatIfQuery.parse({ department: others.id });
  const operator = await asOperator(others.id);
  await expect(getWhatIf(operator.db, operator.actor, query)).rejects.toMatchObject({ code: "forbidden" });
  const supervisor = await asRole("supervisor", own.id);
  await expect(getWhatIf(supervisor.db, supervisor.actor, query)).rejects.toMatchObject({ code: "forbidden" });
  const shown = await getWhatIf(supervisor.db, supervisor.actor, whatIfQuery.parse({ without: ann.actor.operatorId }));
  expect(shown.departments.map(({ id }) => id)).toEqual([own.id]);
  expect(shown.total.recorded.chats).toBe(0);
  // Leaving out somebody of others is no change that could be seen.
  expect(shown.total.whatIf).toBeNull();
  expect(JSON.stringify(shown)).not.toContain(ann.actor.operatorId);
});
