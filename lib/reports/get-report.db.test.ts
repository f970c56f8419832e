import { beforeAll, describe, expect, test } from "vitest";
import { channels, company } from "@/db/schema";
import { WEB_CHANNEL_ID } from "@/db/schema/settings";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { rateChat } from "@/lib/chats/visitor/rate-chat";
import { setChat, text } from "@/tests/support/chat-rows";
import { ownDatabase, testDatabase, withFreshDatabase } from "@/tests/support/database";
import { asOperator, asRole, createChat, createDepartment, createOperator, unique } from "@/tests/support/factories";
import { writeHistory } from "@/tests/support/leg-history";
import { prepareCompany } from "@/tests/support/on-database";
import { expectSameFigures, slowPlaces, slowReport, slowRows } from "@/tests/support/slow-report";
import { getReport } from "./get-report";
import { FIGURE_NAMES, GROUPINGS } from "./rules";
import { reportQuery } from "./schemas";

// Reports are in the time zone of the company, which other tests set.
ownDatabase();

const ZONE = "Europe/Berlin";
/** 1 to 31 October 2026 in Berlin; the clocks go back on the 25th. */
const OCTOBER = { start: new Date("2026-09-30T22:00Z"), end: new Date("2026-10-31T23:00Z") };
const SEPTEMBER = { start: new Date("2026-08-30T22:00Z"), end: OCTOBER.start };
const october = { period: "custom", from: "2026-10-01", to: "2026-10-31" };
/** Long after it. */
const AT = new Date("2026-11-20T12:00Z");

type World = { departmentIds: [string, string, string]; operatorIds: string[] };
let world: World;

beforeAll(async () => {
  const siteUrl = `https://${unique("shop").replace(" ", "-").toLowerCase()}.example/`;
  const [first, second, third] = [
    await createDepartment({ timeZone: ZONE, siteUrl }),
    await createDepartment({ timeZone: ZONE, siteUrl: `${siteUrl.slice(0, -1)}?from=elsewhere#chat` }),
    await createDepartment({ timeZone: ZONE }),
  ];
  const operatorIds = [(await createOperator()).id, (await createOperator()).id, (await createOperator()).id];
  const [mail] = await (await testDatabase())
    .insert(channels)
    .values({ type: "email", name: unique("Mail") })
    .returning();
  const channelIds = [WEB_CHANNEL_ID, mail?.id ?? WEB_CHANNEL_ID];
  world = { departmentIds: [first.id, second.id, third.id], operatorIds };
  const from = new Date("2026-08-25T00:00Z");
  await writeHistory({ ...world, channelIds }, { count: 1500, from, to: new Date("2026-11-02T00:00Z"), seed: 7 });
});

describe("a month of dice", () => {
  test.each(GROUPINGS)("by %s is what a slow look at every row says", async (group) => {
    const [first, second] = world.departmentIds;
    const { db, actor } = await asRole("supervisor", first, second);
    const report = await getReport(db, actor, reportQuery.parse({ ...october, group }), AT);
    const scope = { departmentIds: [first, second], zone: ZONE };
    const every = await slowRows();
    const slow = await slowReport({ ...scope, ...OCTOBER }, group, every);
    const known = report.rows.filter(({ figures }) => figures.chats !== 0);
    expect(known.map(({ key }) => key).sort()).toEqual([...slow.keys()].sort());
    for (const { key, figures } of known) expectSameFigures(figures, slow.get(key), `${group} ${key}`);
    expectSameFigures(report.total, (await slowReport({ ...scope, ...OCTOBER }, null, every)).get("total"), "all");
    expectSameFigures(
      report.totalBefore,
      (await slowReport({ ...scope, ...SEPTEMBER }, null, every)).get("total"),
      "before",
    );
    // Else this proves little.
    for (const name of FIGURE_NAMES) expect(report.total[name], name).toBeGreaterThan(0);
  });

  test("tells from which places of the queue visitors left", async () => {
    const { db, actor } = await asRole("supervisor", ...world.departmentIds);
    const { leftByPlace, leftAtNoPlace, total } = await getReport(db, actor, reportQuery.parse(october), AT);
    const slow = await slowPlaces({ departmentIds: world.departmentIds, zone: ZONE, ...OCTOBER });
    const between = (from: number, to: number) =>
      [...slow].reduce(
        (sum, [place, count]) => (place !== null && place >= from && place <= to ? sum + count : sum),
        0,
      );
    expect(leftByPlace).toEqual([
      { upTo: 1, count: between(1, 1) },
      { upTo: 2, count: between(2, 2) },
      { upTo: 3, count: between(3, 3) },
      { upTo: 5, count: between(4, 5) },
      { upTo: 10, count: between(6, 10) },
      { upTo: null, count: between(11, 100) },
    ]);
    expect(leftAtNoPlace).toBe(slow.get(null));
    expect(leftByPlace.reduce((sum, { count }) => sum + count, leftAtNoPlace)).toBe(total.abandoned);
  });

  test("is the same by day and by hour beside any grouping, with every day and hour there", async () => {
    const { db, actor } = await asRole("supervisor", ...world.departmentIds);
    const report = await getReport(db, actor, reportQuery.parse(october), AT);
    expect(report.byDay.map(({ key }) => key)).toEqual(
      Array.from({ length: 31 }, (_, day) => `2026-10-${String(day + 1).padStart(2, "0")}`),
    );
    expect(report.byHour).toHaveLength(24);
    const scope = { departmentIds: world.departmentIds, zone: ZONE, ...OCTOBER };
    for (const [rows, group] of [
      [report.byDay, "day"],
      [report.byHour, "hour"],
    ] as const) {
      const slow = await slowReport(scope, group);
      for (const { key, chats, abandoned } of rows) {
        const known = slow.get(key) ?? { chats: 0, abandoned: 0 };
        expect({ key, chats, abandoned }).toEqual({ key, chats: known.chats, abandoned: known.abandoned });
      }
    }
  });
});

describe("days", () => {
  const begin = async (at: string, department: { key: string; id: string }) => {
    const { db } = await asOperator();
    const { id } = await createChat(department);
    await setChat(id, { createdAt: new Date(at) });
    await db.execute(`update legs set queued_at = '${at}' where chat_id = '${id}'`);
  };

  test("have 25 hours in autumn and 23 in spring, and the hour that comes twice is one", async () => {
    const department = await createDepartment({ timeZone: ZONE });
    for (const at of ["2026-10-24T21:59Z", "2026-10-24T22:00Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z"]) {
      await begin(at, department);
    }
    for (const at of ["2026-10-25T22:59Z", "2026-10-25T23:00Z", "2026-03-28T23:00Z", "2026-03-29T21:59Z"]) {
      await begin(at, department);
    }
    const { db, actor } = await asRole("supervisor", department.id);
    const on = async (day: string) =>
      getReport(db, actor, reportQuery.parse({ period: "custom", from: day, to: day, group: "hour" }), AT);
    const autumn = await on("2026-10-25");
    expect(autumn.total.chats).toBe(4);
    expect(autumn.byHour[2]?.chats).toBe(2);
    expect(autumn.byHour[23]?.chats).toBe(1);
    expect(autumn.totalBefore.chats).toBe(1);
    expect((await on("2026-03-29")).total.chats).toBe(2);
    expect((await on("2026-10-26")).total.chats).toBe(1);
  });

  test("are those of the department that is asked for, else of the zone that most have", async () => {
    const tokyo = await createDepartment({ timeZone: "Asia/Tokyo" });
    const [one, other] = [await createDepartment({ timeZone: ZONE }), await createDepartment({ timeZone: ZONE })];
    const { db, actor } = await asRole("supervisor", tokyo.id, one.id, other.id);
    expect((await getReport(db, actor, reportQuery.parse({}))).zone).toBe(ZONE);
    expect((await getReport(db, actor, reportQuery.parse({ department: tokyo.id }))).zone).toBe("Asia/Tokyo");
  });

  test("over several departments are those of the company, where it has a time zone", async () => {
    await withFreshDatabase(async (fresh) => {
      const tokyo = await prepareCompany(fresh, { timeZone: "Asia/Tokyo" });
      const { actor: admin } = await asRole("admin");
      const zone = async (query = {}) => (await getReport(fresh, admin, reportQuery.parse(query))).zone;
      expect(await zone()).toBe("Asia/Tokyo");
      await fresh.update(company).set({ timeZone: "America/New_York" });
      expect(await zone()).toBe("America/New_York");
      expect(await zone({ department: tokyo.id })).toBe("Asia/Tokyo");
    });
  });
});

test("a chat that went its way through the product is counted as it went", async () => {
  const department = await createDepartment();
  const { id, visitor } = await createChat(department);
  const owner = await asOperator(department.id);
  await claimChat(owner, id);
  await sendMessage(owner, id, text("Hello!"));
  await closeChat(owner, id);
  await rateChat(visitor, id, { score: 4, comment: "" });
  const { db, actor } = await asRole("supervisor", department.id);
  const { total, rows } = await getReport(db, actor, reportQuery.parse({ group: "operator" }));
  expect(total).toMatchObject({ chats: 1, missed: 0, abandoned: 0, ratings: 1, ratingAverage: 4 });
  expect(total.waitMedian).toBeGreaterThanOrEqual(0);
  expect(total.firstResponseMedian).toBeGreaterThanOrEqual(total.waitMedian ?? Number.NaN);
  expect(total.handlingMedian).toBeGreaterThan(0);
  expect(rows).toMatchObject([{ key: owner.actor.operatorId, name: owner.actor.name }]);
});

describe("who sees what", () => {
  test("an operator nothing, a supervisor their own departments, an admin all", async () => {
    const [own, foreign] = [await createDepartment(), await createDepartment()];
    await createChat(own);
    await createChat(foreign);
    const supervisor = await asRole("supervisor", own.id);
    const report = await getReport(supervisor.db, supervisor.actor, reportQuery.parse({}));
    expect(report.departments.map(({ id }) => id)).toEqual([own.id]);
    expect(report.rows).toMatchObject([{ key: own.id, name: own.name, figures: { chats: 1 } }]);
    const ofForeign = reportQuery.parse({ department: foreign.id });
    await expect(getReport(supervisor.db, supervisor.actor, ofForeign)).rejects.toMatchObject({ code: "forbidden" });
    const operator = await asOperator(own.id);
    await expect(getReport(operator.db, operator.actor, reportQuery.parse({}))).rejects.toMatchObject({
      code: "forbidden",
    });
    const admin = await asRole("admin");
    expect((await getReport(admin.db, admin.actor, ofForeign)).total.chats).toBe(1);
  });

  test("a supervisor of nothing sees an empty report", async () => {
    const { db, actor } = await asRole("supervisor");
    const report = await getReport(db, actor, reportQuery.parse({ group: "operator" }));
    expect(report).toMatchObject({ zone: "UTC", departments: [], rows: [], total: { chats: 0, waitMedian: null } });
  });
});
