import { and, eq, inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { rows } from "@/db/rows";
import { chats, company, reportChanges, reportDays, reportMonths } from "@/db/schema";
import { WEB_CHANNEL_ID } from "@/db/schema/settings";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { ownDatabase, testDatabase } from "@/tests/support/database";
import { asRole, createDepartment, createOperator, unique } from "@/tests/support/factories";
import { writeHistory } from "@/tests/support/leg-history";
import { expectSameFigures, slowPlaces, slowReport, slowRows } from "@/tests/support/slow-report";
import { packReportDays } from "../days/pack-report-days";
import { getReport } from "../get-report";
import { GROUPINGS, type Grouping } from "../rules";
import { reportQuery } from "../schemas";
import { findUnpackedMonths } from "./pack-report-months";

// Reports are in the time zone of the company, which these tests set.
ownDatabase();

const BERLIN = {
  zone: "Europe/Berlin",
  // 15 July to 1 November 2026; the clocks go back on 25 October. Before it lies the month in which the departments began.
  start: new Date("2026-07-14T22:00Z"),
  end: new Date("2026-11-01T23:00Z"),
  before: { start: new Date("2026-03-26T23:00Z"), end: new Date("2026-07-14T22:00Z") },
};
/** Not off the hours of UTC by whole hours, and on its day before UTC is. */
const KATHMANDU = {
  zone: "Asia/Kathmandu",
  start: new Date("2026-07-14T18:15Z"),
  end: new Date("2026-11-01T18:15Z"),
  before: { start: new Date("2026-03-26T18:15Z"), end: new Date("2026-07-14T18:15Z") },
};
const period = { period: "custom", from: "2026-07-15", to: "2026-11-01" };
const AT = new Date("2026-11-20T12:00Z");
const PLENTY_MS = 120_000;

type World = { departmentIds: [string, string, string]; operatorIds: string[]; channelIds: string[] };

async function aWorld(count: number, seed: number): Promise<World> {
  const siteUrl = `https://${unique("shop").replace(" ", "-").toLowerCase()}.example/`;
  const departmentOf = async () => (await createDepartment({ timeZone: BERLIN.zone, siteUrl })).id;
  const departmentIds: World["departmentIds"] = [await departmentOf(), await departmentOf(), await departmentOf()];
  const operatorIds = [(await createOperator()).id, (await createOperator()).id];
  const world = { departmentIds, operatorIds, channelIds: [WEB_CHANNEL_ID] };
  await writeHistory(world, { count, from: new Date("2026-06-10T09:00Z"), to: new Date("2026-11-08T00:00Z"), seed });
  return world;
}

/** Of two of the three departments, between all of which chats are passed on. */
async function reportOf({ departmentIds: [first, second] }: World, group: Grouping = "operator") {
  const { db, actor } = await asRole("supervisor", first, second);
  return getReport(db, actor, reportQuery.parse({ ...period, group }), AT);
}

async function expectTrue(world: World, group: Grouping = "operator", days: typeof BERLIN = BERLIN) {
  const report = await reportOf(world, group);
  const scope = { departmentIds: world.departmentIds.slice(0, 2), zone: days.zone, start: days.start, end: days.end };
  expect(report.zone).toBe(days.zone);
  const every = await slowRows();
  const slow = await slowReport(scope, group, every);
  const known = report.rows.filter(({ figures }) => figures.chats !== 0);
  expect(known.map(({ key }) => key).sort()).toEqual([...slow.keys()].sort());
  for (const { key, figures } of known) expectSameFigures(figures, slow.get(key), `${group} ${key}`);
  expectSameFigures(report.total, (await slowReport(scope, null, every)).get("total"), "all");
  const before = await slowReport({ ...scope, ...days.before }, null, every);
  expectSameFigures(report.totalBefore, before.get("total"), "before");
  return report;
}

const monthsOf = async ({ departmentIds }: World) =>
  (await testDatabase())
    .select({ month: reportMonths.month, zone: reportMonths.zone })
    .from(reportMonths)
    .where(eq(reportMonths.departmentId, departmentIds[0]))
    .orderBy(reportMonths.month);

const changesOf = async ({ departmentIds }: World) =>
  (await testDatabase()).$count(reportChanges, inArray(reportChanges.departmentId, departmentIds));

let world: World;
beforeAll(async () => {
  await ensureInstallation(await testDatabase());
  world = await aWorld(1000, 41);
  await packReportDays(await testDatabase(), PLENTY_MS);
});

describe("packed months", () => {
  test.each(GROUPINGS)("by %s, with edges inside of months, say what a slow look at every row says", async (group) => {
    const { totalBefore, total } = await expectTrue(world, group);
    expect(total.chats).toBeGreaterThan(300);
    expect(totalBefore.chats).toBeGreaterThan(50);
  });

  test("have each day and hour, and each place from which visitors left", async () => {
    const report = await reportOf(world);
    const scope = { ...BERLIN, departmentIds: world.departmentIds.slice(0, 2) };
    for (const [bars, group] of [
      [report.byDay, "day"],
      [report.byHour, "hour"],
    ] as const) {
      const slow = await slowReport(scope, group);
      for (const { key, chats: count, abandoned } of bars) {
        const own = slow.get(key) ?? { chats: 0, abandoned: 0 };
        expect({ key, count, abandoned }).toEqual({ key, count: own.chats, abandoned: own.abandoned });
      }
    }
    const places = await slowPlaces(scope);
    expect(report.leftByPlace.slice(0, 3).map(({ count }) => count)).toEqual([1, 2, 3].map((at) => places.get(at)));
    expect(report.leftAtNoPlace).toBe(places.get(null));
  });

  test("are those from the first leg of a department on, and what reports read", async () => {
    const own = await aWorld(120, 5);
    const db = await testDatabase();
    await packReportDays(db, PLENTY_MS);
    const months = (await monthsOf(own)).map(({ month }) => month);
    expect(months.slice(0, 5)).toEqual(["2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"]);
    const { total, totalBefore } = await expectTrue(own);
    const empty = sql`'\\x010000000000'::bytea`;
    const nothing = { chats: empty, sum: sql`'\\x00'::bytea`, bars: sql`'\\x00'::bytea`, operators: sql`''::bytea` };
    await db
      .update(reportMonths)
      .set(nothing)
      .where(and(eq(reportMonths.departmentId, own.departmentIds[0])));
    const wrong = await reportOf(own);
    expect(wrong.total.chats).toBeLessThan(total.chats ?? 0);
    expect(wrong.totalBefore.chats).toBeLessThan(totalBefore.chats ?? 0);
    // Of a layout that this version does not know.
    await db
      .update(reportMonths)
      .set({ chats: sql`'\\x02'::bytea` })
      .where(eq(reportMonths.departmentId, own.departmentIds[0]));
    await expectTrue(own);
  });

  test("are none while one of their days is not packed, and nothing is left to do after it is", async () => {
    const own = await aWorld(60, 8);
    const db = await testDatabase();
    await packReportDays(db, PLENTY_MS);
    await db
      .delete(reportDays)
      .where(and(inArray(reportDays.departmentId, own.departmentIds), eq(reportDays.day, "2026-09-12")));
    await db.delete(reportMonths).where(inArray(reportMonths.departmentId, own.departmentIds));
    const unpacked = (await findUnpackedMonths(db, 1000)).filter(
      ({ department_id: id }) => id === own.departmentIds[0],
    );
    expect(unpacked.map(({ month }) => month)).not.toContain("2026-09-01");
    expect(unpacked.map(({ month }) => month)).toContain("2026-08-01");
    await expectTrue(own);
    await packReportDays(db, PLENTY_MS);
    expect((await monthsOf(own)).map(({ month }) => month)).toContain("2026-09-01");
    expect(await findUnpackedMonths(db, 1)).toEqual([]);
    await expectTrue(own);
  });
});

describe("a change after a month is packed", () => {
  const spam = async (own: World) => {
    const db = await testDatabase();
    const [one] = await rows<{ chat_id: string }>(
      db,
      sql`select l.chat_id from legs l join chats c on c.id = l.chat_id where l.department_id = ${own.departmentIds[0]}
        and c.status = 'closed' and c.spam_at is null and l.queued_at between '2026-09-05' and '2026-09-20' limit 1`,
    );
    await db
      .update(chats)
      .set({ spamAt: new Date(), spamById: own.operatorIds[0] })
      .where(eq(chats.id, one?.chat_id ?? ""));
  };

  test("is in the next report, also after the day is packed anew and while the month is that of before", async () => {
    const own = await aWorld(160, 23);
    const db = await testDatabase();
    await packReportDays(db, PLENTY_MS);
    const { total: before } = await expectTrue(own);
    const months = await db.select().from(reportMonths).where(inArray(reportMonths.departmentId, own.departmentIds));
    await spam(own);
    expect(await changesOf(own)).toBeGreaterThan(0);
    const { total: after } = await expectTrue(own);
    expect(after).not.toEqual(before);
    await packReportDays(db, PLENTY_MS);
    expect(await changesOf(own)).toBe(0);
    expect((await expectTrue(own)).total).toEqual(after);
    // As of a job that had read the days before they were packed anew, and writes the month after it.
    await db.delete(reportMonths).where(inArray(reportMonths.departmentId, own.departmentIds));
    await db.insert(reportMonths).values(months);
    expect((await expectTrue(own)).total).toEqual(after);
    expect((await findUnpackedMonths(db, 1000)).length).toBeGreaterThan(0);
    await packReportDays(db, PLENTY_MS);
    expect((await expectTrue(own)).total).toEqual(after);
  });

  test("of a day by a version that knows nothing of months is in the next report", async () => {
    const own = await aWorld(60, 3);
    const db = await testDatabase();
    await packReportDays(db, PLENTY_MS);
    const { total } = await expectTrue(own);
    // No operator, no channel, no leg.
    await db
      .update(reportDays)
      .set({ facts: sql`'\\x01000000'::bytea` })
      .where(and(inArray(reportDays.departmentId, own.departmentIds), eq(sql`extract(month from day)`, 9)));
    expect((await reportOf(own)).total.chats).toBeLessThan(total.chats ?? 0);
  });
});

describe("another time zone of the company", () => {
  test("is that of every report at once, before and after months are packed for it", async () => {
    const db = await testDatabase();
    const groups = ["operator", "day", "hour", "weekday"] as const;
    await db.update(company).set({ timeZone: KATHMANDU.zone });
    try {
      expect((await monthsOf(world)).map(({ zone }) => zone)).toContain(BERLIN.zone);
      const reports = [];
      for (const group of groups) reports.push(await expectTrue(world, group, KATHMANDU));
      await packReportDays(db, PLENTY_MS);
      expect(new Set((await monthsOf(world)).map(({ zone }) => zone))).toEqual(new Set([KATHMANDU.zone]));
      for (const [at, group] of groups.entries())
        expect(await expectTrue(world, group, KATHMANDU), group).toEqual(reports[at]);
    } finally {
      await db.update(company).set({ timeZone: null });
      await packReportDays(db, PLENTY_MS);
    }
  });
});
