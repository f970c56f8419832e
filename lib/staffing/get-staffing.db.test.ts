import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { chats, legs } from "@/db/schema";
import { WEB_CHANNEL_ID } from "@/db/schema/settings";
import { ownDatabase } from "@/tests/support/database";
import { asOperator, asRole, createDepartment, createOperator } from "@/tests/support/factories";
import { writeHistory } from "@/tests/support/leg-history";
import { getStaffing } from "./get-staffing";
import { operatorsFor } from "./rules";
import { staffingQuery } from "./schemas";

// Reports are in the time zone of the company, which other tests set.
ownDatabase();

const ZONE = "Europe/Berlin";
const DAY_MS = 24 * 3_600_000;

test("demand is what a slow look at every leg says, by the department's own hours, and staff what it needs", async () => {
  const department = await createDepartment({ timeZone: ZONE });
  const operatorIds = [(await createOperator()).id, (await createOperator()).id];
  const world = { departmentIds: [department.id], operatorIds, channelIds: [WEB_CHANNEL_ID] };
  const now = Date.now();
  await writeHistory(world, { count: 600, from: new Date(now - 40 * DAY_MS), to: new Date(now), seed: 11 });
  // Close to both ends, where an hour of another time zone would tell.
  const today = Temporal.Now.zonedDateTimeISO(ZONE).startOfDay();
  const from = today.subtract({ days: 28 }).epochMilliseconds;
  for (const end of [from, today.epochMilliseconds]) {
    const around = { from: new Date(end - DAY_MS / 48), to: new Date(Math.min(end + DAY_MS / 48, now)) };
    await writeHistory(world, { count: 30, ...around, seed: 12 });
  }
  const { db, actor } = await asRole("supervisor", department.id);
  const asked = { department: department.id, weeks: "4", share: "90", seconds: "30", chats: "2" };
  const staffing = await getStaffing(db, actor, staffingQuery.parse(asked));

  const found = await db
    .select({ leg: legs, spamAt: chats.spamAt })
    .from(legs)
    .innerJoin(chats, eq(chats.id, legs.chatId))
    .where(eq(legs.departmentId, department.id));
  const inTime = found.filter(
    ({ leg, spamAt }) => !spamAt && +leg.queuedAt >= from && +leg.queuedAt < today.epochMilliseconds,
  );
  const counts = new Map<string, number>();
  for (const { leg } of inTime) {
    const local = Temporal.Instant.fromEpochMilliseconds(+leg.queuedAt).toZonedDateTimeISO(ZONE);
    const key = `${local.dayOfWeek} ${local.hour}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const taken = inTime.flatMap(({ leg: { assignedAt, releasedAt, reason } }) =>
    assignedAt && releasedAt && reason !== "missed" ? [(+releasedAt - +assignedAt) / 1000] : [],
  );
  const handlingSeconds = taken.reduce((sum, one) => sum + one, 0) / taken.length;

  expect(staffing.arrivals).toBe(inTime.length);
  expect(staffing.handlingSeconds).toBeCloseTo(handlingSeconds, 3);
  expect(staffing.hours).toHaveLength(168);
  const goal = { share: 0.9, withinSeconds: 30, chatsPerOperator: 2 };
  for (const { weekday, hour, arrivals, operators } of staffing.hours) {
    expect(arrivals, `${weekday} ${hour}`).toBe((counts.get(`${weekday} ${hour}`) ?? 0) / 4);
    expect(operators).toBe(operatorsFor({ arrivals, handlingSeconds }, goal).operators);
  }
});

test("without a number of chats it is what the members of the department are set to take", async () => {
  const department = await createDepartment();
  await createOperator({ departmentIds: [department.id] });
  const { db, actor } = await asRole("admin");
  const { chats: usual, hours } = await getStaffing(db, actor, staffingQuery.parse({ department: department.id }));
  expect(usual).toBeGreaterThanOrEqual(1);
  // Nothing is known yet: no number is better than a wrong one.
  expect(hours).toEqual([]);
});

test("an operator is refused, and a supervisor for a department of others", async () => {
  const [own, others] = [await createDepartment(), await createDepartment()];
  const query = staffingQuery.parse({ department: others.id });
  const operator = await asOperator(others.id);
  await expect(getStaffing(operator.db, operator.actor, query)).rejects.toMatchObject({ code: "forbidden" });
  const supervisor = await asRole("supervisor", own.id);
  await expect(getStaffing(supervisor.db, supervisor.actor, query)).rejects.toMatchObject({ code: "forbidden" });
  const shown = await getStaffing(supervisor.db, supervisor.actor, staffingQuery.parse({}));
  expect(shown.departments.map(({ id }) => id)).toEqual([own.id]);
});
