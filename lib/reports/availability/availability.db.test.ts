import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { DEPARTMENT_STATES, departmentStates, departments, operators } from "@/db/schema";
import { ownDatabase, testDatabase } from "@/tests/support/database";
import { asRole, createDepartment, createOperator } from "@/tests/support/factories";
import { Dice } from "@/tests/support/leg-history";
import { getReport } from "../get-report";
import { reportQuery } from "../schemas";
import { noteDepartmentStates } from "./note-states";
import { readAvailability } from "./read-availability";

// Reports are in the time zone of the company, which other tests set.
ownDatabase();

const MINUTE_MS = 60_000;

test("a month by dice has as many minutes of each state as a look at every minute finds", async () => {
  const db = await testDatabase();
  const { id: departmentId } = await createDepartment();
  const dice = new Dice(17);
  const [start, end] = [new Date("2026-10-01T00:00Z"), new Date("2026-11-01T00:00Z")];
  const noted: (typeof departmentStates.$inferInsert)[] = [];
  // Nothing is known of the first hours; what was noted before the month is there in other seeds' tests.
  for (let at = start.getTime() + 5 * 3_600_000; at < end.getTime() + 3_600_000; at += dice.whole(1, 600) * MINUTE_MS) {
    noted.push({ departmentId, since: new Date(at), state: dice.pick(DEPARTMENT_STATES) });
  }
  await db.insert(departmentStates).values(noted);
  const slow = (from: Date, until: Date) => {
    const minutes = { online: 0, nobody: 0, closed: 0, unknown: 0 };
    for (let at = from.getTime(); at < until.getTime(); at += MINUTE_MS) {
      minutes[noted.filter(({ since }) => since.getTime() <= at).at(-1)?.state ?? "unknown"]++;
    }
    return minutes;
  };
  const later = new Date("2026-12-01T00:00Z");
  const read = async (span: { start: Date; end: Date; now: Date }) =>
    (await readAvailability(db, [departmentId], span)).get(departmentId);
  expect(await read({ start, end, now: later })).toEqual(slow(start, end));
  const [middle, now] = [new Date("2026-10-11T07:13Z"), new Date("2026-10-19T03:00Z")];
  expect(await read({ start: middle, end, now: later })).toEqual(slow(middle, end));
  expect(await read({ start: middle, end, now })).toEqual(slow(middle, now));
  const { db: reports, actor } = await asRole("supervisor", departmentId);
  const october = reportQuery.parse({ period: "custom", from: "2026-10-01", to: "2026-10-31" });
  const { availability, availabilityDays } = await getReport(reports, actor, october, later);
  expect(availability).toMatchObject([{ departmentId, ...slow(start, end) }]);
  // Minute by minute it comes to the same.
  expect(availabilityDays.map(({ day }) => day)).toEqual(
    Array.from({ length: 31 }, (_, index) => `2026-10-${String(index + 1).padStart(2, "0")}`),
  );
  for (const { starts, ends, parts } of availabilityDays) {
    const minutes = { online: 0, nobody: 0, closed: 0, unknown: 0 };
    for (const { state, from, to } of parts) minutes[state] += (Date.parse(to) - Date.parse(from)) / MINUTE_MS;
    expect(minutes).toEqual(slow(new Date(starts), new Date(ends)));
  }
  const longer = reportQuery.parse({ period: "custom", from: "2026-10-01", to: "2026-11-01" });
  expect((await getReport(reports, actor, longer, later)).availabilityDays).toEqual([]);
});

test("the job notes what a department is, and nothing while that stays so", async () => {
  const db = await testDatabase();
  const { id: departmentId } = await createDepartment();
  const states = async () =>
    (await db.select().from(departmentStates).where(eq(departmentStates.departmentId, departmentId))).map(
      ({ state }) => state,
    );
  // As if each were noted a minute after the other.
  const pass = () =>
    db.execute(
      sql`update department_states set since = since - interval '1 minute' where department_id = ${departmentId}`,
    );
  await noteDepartmentStates(db);
  await noteDepartmentStates(db);
  expect(await states()).toEqual(["nobody"]);
  await pass();
  const { id } = await createOperator({ departmentIds: [departmentId] });
  await db.update(operators).set({ intent: "online", lastPulseAt: sql`now()` }).where(eq(operators.id, id));
  await noteDepartmentStates(db);
  expect((await states()).sort()).toEqual(["nobody", "online"]);
  await pass();
  await db.update(departments).set({ disabled: true }).where(eq(departments.id, departmentId));
  await noteDepartmentStates(db);
  expect((await states()).sort()).toEqual(["closed", "nobody", "online"]);
});
