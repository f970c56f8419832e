import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "@/db/rows";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { switchDepartment } from "@/lib/chats/visitor/switch-department";
import { distribute } from "@/lib/routing/distribute";
import { snoozeChat } from "@/lib/snooze/snooze-chat";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { text } from "@/tests/support/chat-rows";
import { ownDatabase, testDatabase } from "@/tests/support/database";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { readRecord } from "./read-record";

// The record is of the whole installation.
ownDatabase();

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

async function read() {
  const db = await testDatabase();
  const [row] = await rows<{ now: string }>(db, sql`select clock_timestamp() as now`);
  const now = new Date(row?.now ?? "");
  return (await readRecord(db, { start: new Date(now.getTime() - DAY_MS), end: now, zone: "UTC", now })).record;
}
const minutes = (ms: number | null | undefined) => (ms == null ? null : Math.round(ms / MINUTE_MS));

/** Ages the present leg of a chat with what was written in it. */
async function age(chatId: string, by: number): Promise<void> {
  const db = await testDatabase();
  await ageChat(chatId, by);
  await db.execute(sql`update chat_events e set created_at = e.created_at - make_interval(mins => ${by}) from legs l
    where e.chat_id = ${chatId} and l.chat_id = e.chat_id and l.released_at is null and e.seq > l.from_seq`);
}

test("that a visitor was asked to go to another department while they waited, and went, is read from the timeline", async () => {
  const support = await createDepartment();
  const limits = { queueLimitChats: 7, queueLimitMinutes: 20 };
  const sales = await createDepartment({ overflowDepartmentId: support.id, overflowAfterMinutes: 5, ...limits });
  await asThere({ departmentIds: [support.id] });
  const { id, visitor } = await createChat(sales);
  await age(id, 6);
  await fireDueTimers(visitor);
  await age(id, 2);
  await switchDepartment(visitor, id, { departmentId: support.id });

  const { chats, departments } = await read();
  const stages = chats.find((chat) => chat.id === id)?.stages;
  expect(stages).toMatchObject([
    { departmentId: sales.id, moved: "overflow", end: "transferred", holds: [] },
    { departmentId: support.id, moved: null, askedMs: null, end: "open" },
  ]);
  expect(minutes(stages?.[0].askedMs)).toBe(6);
  expect(departments.find((one) => one.id === sales.id)).toMatchObject({
    overflowDepartmentId: support.id,
    ...limits,
    isShut: false,
  });
});

test("when a chat was on hold or snoozed is read from the timeline", async () => {
  const department = await createDepartment();
  const zoe = await asThere({ departmentIds: [department.id] });
  const { id, visitor } = await createChat(department);
  await distribute(zoe, [department.id]);
  await sendMessage(zoe, id, text("Here I am"));
  await age(id, 1);
  await holdChat(zoe, id, true);
  await age(id, 10);
  await holdChat(zoe, id, false);
  await age(id, 3);
  await snoozeChat(zoe, id, new Date(Date.now() + DAY_MS));
  await age(id, 4);
  await sendMessage(visitor, id, text("Are you there?"));
  await age(id, 2);
  await closeChat(zoe, id);

  const stage = (await read()).chats.find((chat) => chat.id === id)?.stages[0];
  expect(stage?.holds.map(({ fromMs, toMs }) => [minutes(fromMs), minutes(toMs)])).toEqual([
    [1, 11],
    [14, 18],
  ]);
  expect(minutes(stage?.workMs)).toBe(20);
});

test("visitors of others are not asked to come to a department that is hidden or disabled", async () => {
  const shut = [await createDepartment({ hidden: true }), await createDepartment({ disabled: true })];
  const { departments } = await read();
  for (const { id } of shut) expect(departments.find((one) => one.id === id)?.isShut).toBe(true);
});
