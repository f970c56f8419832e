import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, departments, timers } from "@/db/schema";
import type { Context, RoutingChange } from "@/lib/context";
import { scheduleInput } from "@/lib/hours/schemas";
import { uuidv7 } from "@/lib/ids";
import { asOperator, asRole, asVisitor, createChat, createDepartment, testContext } from "@/tests/support/factories";
import { findRouting, findSchedule, listDepartmentChoices, listMembers } from "./queries";
import { replaceMembers } from "./replace-members";
import { type RoutingFormValues, routingFormValues, routingInput } from "./routing-schemas";
import { updateHours } from "./update-hours";
import { updateRouting } from "./update-routing";

const PLAIN = {
  strategy: "automatic" as const,
  returningVisitorDays: null,
  queueLimitChats: null,
  queueLimitMinutes: null,
  overflowDepartmentId: null,
  overflowAfterMinutes: null,
  offlineEmail: null,
  awayTexts: {},
  closeIdle: null,
  closeIdleAfterMinutes: null,
  reassign: null,
  reassignAfterMinutes: null,
  notice: null,
  alertAfterMinutes: null,
};
const inputOf = (values: Partial<RoutingFormValues> = {}) =>
  routingInput.parse({ ...routingFormValues(PLAIN), ...values });
const overflowTo = (id: string) => inputOf({ overflowDepartmentId: id, overflowAfterMinutes: "5" });
const schedule = scheduleInput.parse({
  timeZone: "Europe/Berlin",
  mode: "weekly",
  hours: [{ weekday: 1, from: "09:00", to: "00:00" }],
  holidays: [{ date: "2026-12-24", name: "Christmas Eve", periods: [] }],
});

/** An admin whose commands tell what is to be distributed anew. */
async function asAdmin() {
  const settled: RoutingChange[] = [];
  const admin = await asRole("admin");
  return { ...admin, settled, settle: async (changes: RoutingChange[]) => void settled.push(...changes) };
}

const told = (reason: string, ...ids: string[]) =>
  ids.map((id) => ({ channel: "operator", id, name: "inbox.changed", data: { reason } }));

const recheckOf = async (ctx: Context, chatId: string) =>
  ctx.db.$count(timers, and(eq(timers.chatId, chatId), eq(timers.kind, "recheck")));

describe("the routing of a department", () => {
  test("is stored, its members are told, and what waits is distributed by it", async () => {
    const admin = await asAdmin();
    const department = await createDepartment();
    const member = await asOperator(department.id);
    const input = inputOf({
      strategy: "manual",
      reassign: "off",
      closeIdleAfterMinutes: "30",
      awayTexts: { en: "Back soon" },
    });
    await updateRouting(admin, department.id, input);
    expect(await findRouting(admin.db, department.id)).toEqual(input);
    expect(admin.published).toEqual(told("departments", member.actor.operatorId));
    expect(admin.settled).toEqual([{ departmentId: department.id }]);
  });

  test("sets the clocks of its open chats anew, and of no others", async () => {
    const admin = await asAdmin();
    const [department, other] = [await createDepartment(), await createDepartment()];
    const [open, closed, foreign] = [
      await createChat(department),
      await createChat(department),
      await createChat(other),
    ];
    await admin.db
      .update(chats)
      .set({ status: "closed", closedAt: new Date(), closeReason: "visitor" })
      .where(eq(chats.id, closed.id));
    await admin.db.delete(timers);
    await updateRouting(admin, department.id, inputOf({ reassignAfterMinutes: "1" }));
    expect(await recheckOf(admin, open.id)).toBe(1);
    expect(await recheckOf(admin, closed.id)).toBe(0);
    expect(await recheckOf(admin, foreign.id)).toBe(0);
    await updateHours(admin, department.id, schedule);
    expect(await recheckOf(admin, open.id)).toBe(1);
  });

  test("that does not exist cannot be changed", async () => {
    const admin = await asAdmin();
    const other = await createDepartment();
    for (const input of [inputOf(), overflowTo(other.id)]) {
      await expect(updateRouting(admin, uuidv7(), input)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(updateHours(admin, uuidv7(), schedule)).rejects.toMatchObject({ code: "not_found" });
    await expect(replaceMembers(admin, uuidv7(), [])).rejects.toMatchObject({ code: "not_found" });
    expect(admin.published).toEqual([]);
    expect(admin.settled).toEqual([]);
  });
});

describe("an overflow", () => {
  const refusal = (problem: string) => ({ code: "invalid", fields: { overflowDepartmentId: problem } });

  test("to itself, back to its start, or to a department that is gone is refused at the field, and the old one stays", async () => {
    const admin = await asAdmin();
    const [a, b, c] = [await createDepartment(), await createDepartment(), await createDepartment()];
    await updateRouting(admin, a.id, overflowTo(b.id));
    await updateRouting(admin, b.id, overflowTo(c.id));
    const before = await findRouting(admin.db, c.id);
    for (const id of [a.id, b.id, c.id]) {
      await expect(updateRouting(admin, c.id, overflowTo(id))).rejects.toMatchObject(refusal("overflowCircle"));
    }
    await expect(updateRouting(admin, c.id, overflowTo(uuidv7()))).rejects.toMatchObject(refusal("choice"));
    expect(await findRouting(admin.db, c.id)).toEqual(before);
    await updateRouting(admin, a.id, overflowTo(c.id));
    expect(await findRouting(admin.db, a.id)).toMatchObject({ overflowDepartmentId: c.id, overflowAfterMinutes: 5 });
  });

  test("of two admins who would close a circle together, one is refused", async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await asAdmin(), await asAdmin()];
      const [a, b] = [await createDepartment(), await createDepartment()];
      const outcomes = await Promise.allSettled([
        updateRouting(one, a.id, overflowTo(b.id)),
        updateRouting(other, b.id, overflowTo(a.id)),
      ]);
      const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(refused).toMatchObject([refusal("overflowCircle")]);
    }
  });
});

test("hours are stored, and a department that is changed by two admins at once has the hours of one of them", async () => {
  const [one, other] = [await asAdmin(), await asAdmin()];
  const department = await createDepartment();
  const member = await asOperator(department.id);
  await updateHours(one, department.id, schedule);
  expect(await findSchedule(one.db, department.id)).toEqual(schedule);
  expect(one.published).toEqual(told("departments", member.actor.operatorId));
  expect(one.settled).toEqual([{ departmentId: department.id }]);
  const always = { timeZone: "UTC", hours: null, holidays: [] };
  await Promise.all([updateHours(one, department.id, always), updateHours(other, department.id, schedule)]);
  expect([always, schedule]).toContainEqual(await findSchedule(one.db, department.id));
});

test("an admin may choose any department, everybody else only their own", async () => {
  const [mine, foreign] = [await createDepartment({ hidden: true }), await createDepartment()];
  const supervisor = await asRole("supervisor", mine.id);
  const admin = await asRole("admin", mine.id);
  expect(await listDepartmentChoices(supervisor.db, supervisor.actor)).toEqual([
    { id: mine.id, name: mine.name, hidden: true, disabled: false },
  ]);
  for (const all of [await listDepartmentChoices(admin.db, admin.actor), await listDepartmentChoices(admin.db)]) {
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining([mine.id, foreign.id]));
  }
});

const commands: [string, (ctx: Context, id: string) => Promise<unknown>][] = [
  ["updateRouting", (ctx, id) => updateRouting(ctx, id, inputOf({ strategy: "manual" }))],
  ["updateHours", (ctx, id) => updateHours(ctx, id, schedule)],
  ["replaceMembers", (ctx, id) => replaceMembers(ctx, id, [])],
];

test.each(commands)(
  "%s is refused to visitors, operators, supervisors and jobs, and nothing changes",
  async (_, run) => {
    const department = await createDepartment();
    const contexts = [
      await asVisitor(),
      await asRole("operator", department.id),
      await asRole("supervisor", department.id),
      await testContext({ type: "system", job: "any" }),
    ];
    const [{ db }] = [await asRole("admin")];
    const state = async () => [
      await db.select().from(departments).where(eq(departments.id, department.id)),
      await listMembers(db, department.id),
    ];
    const before = await state();
    for (const ctx of contexts) {
      await expect(run(ctx, department.id)).rejects.toMatchObject({ code: "forbidden" });
      expect(ctx.published).toEqual([]);
    }
    expect(await state()).toEqual(before);
  },
);
