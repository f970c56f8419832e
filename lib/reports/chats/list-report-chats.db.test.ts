import { beforeAll, describe, expect, test } from "vitest";
import { WEB_CHANNEL_ID } from "@/db/schema/settings";
import { asRole, createDepartment, createOperator } from "@/tests/support/factories";
import { writeHistory } from "@/tests/support/leg-history";
import { NO_ROW, type ReportChat, reportChatsQuery } from "../chat-schemas";
import { getReport } from "../get-report";
import { FIGURE_NAMES, FIGURES, type FigureName, GROUPINGS } from "../rules";
import { listReportChats } from "./list-report-chats";

const october = { period: "custom", from: "2026-10-01", to: "2026-10-31" };
const AT = new Date("2026-11-20T12:00Z");

let departmentIds: string[];
beforeAll(async () => {
  const timeZone = "Europe/Berlin";
  departmentIds = [
    (await createDepartment({ timeZone, siteUrl: "https://list.example/" })).id,
    (await createDepartment({ timeZone })).id,
  ];
  const operatorIds = [(await createOperator()).id, (await createOperator()).id];
  const world = { departmentIds, operatorIds, channelIds: [WEB_CHANNEL_ID] };
  await writeHistory(world, { count: 250, from: new Date("2026-09-20"), to: new Date("2026-11-05"), seed: 41 });
});

async function all(asked: Record<string, string>): Promise<ReportChat[]> {
  const { db, actor } = await asRole("supervisor", ...departmentIds);
  const found: ReportChat[] = [];
  let before: string | null = "";
  while (before !== null) {
    const page = await listReportChats(db, actor, reportChatsQuery.parse({ ...october, ...asked, before }), AT);
    expect(page.chats.length).toBeLessThanOrEqual(50);
    found.push(...page.chats);
    before = page.next;
  }
  expect(new Set(found.map(({ legId }) => legId)).size).toBe(found.length);
  const times = found.map(({ beganAt }) => beganAt);
  expect(times).toEqual([...times].sort().reverse());
  return found;
}

const COUNTS = FIGURE_NAMES.filter((name) => FIGURES[name].unit === "count" && name !== "atOncePeak");

describe("the chats behind a figure", () => {
  test.each(GROUPINGS)("of rows by %s are as many as it says, over all pages", async (group) => {
    const { db, actor } = await asRole("supervisor", ...departmentIds);
    const { rows, total } = await getReport(db, actor, reportChatsQuery.parse({ ...october, group }), AT);
    for (const of of COUNTS) expect(await all({ group, of }), of).toHaveLength(total[of] ?? -1);
    for (const { key, figures } of rows.slice(0, 8)) {
      for (const of of ["chats", "missed", "abandoned"] as const) {
        const found = await all({ group, of, row: key ?? NO_ROW });
        expect(found, `${of} of ${group} ${key}`).toHaveLength(figures[of] ?? -1);
      }
    }
  });

  test("of the number of chats are each chat once", async () => {
    const found = await all({});
    expect(new Set(found.map(({ chatId }) => chatId)).size).toBe(found.length);
  });

  const VALUES: [FigureName, (chat: ReportChat) => number | null][] = [
    ["waitMedian", ({ wait }) => wait],
    ["firstResponseMedian", ({ firstResponse }) => firstResponse],
    ["handlingMedian", ({ handling }) => handling],
    ["promisedMedian", ({ promised }) => promised],
    ["promisedRealMedian", ({ wait }) => wait],
  ];
  test.each(VALUES)("of the %s have it in their middle", async (of, toValue) => {
    const { db, actor } = await asRole("supervisor", ...departmentIds);
    const { total } = await getReport(db, actor, reportChatsQuery.parse(october), AT);
    const values = (await all({ of })).map((chat) => toValue(chat) ?? Number.NaN).sort((one, other) => one - other);
    const middle = (values.length - 1) / 2;
    const [low, high] = [values[Math.floor(middle)] ?? Number.NaN, values[Math.ceil(middle)] ?? Number.NaN];
    expect(total[of]).toBeCloseTo((low + high) / 2, 5);
  });
});

test("an operator sees none, a supervisor those of their departments, and no row of others has any", async () => {
  const [own] = departmentIds;
  const operator = await asRole("operator", ...departmentIds);
  const query = reportChatsQuery.parse({ ...october });
  await expect(listReportChats(operator.db, operator.actor, query, AT)).rejects.toMatchObject({ code: "forbidden" });
  const supervisor = await asRole("supervisor", own ?? "");
  const foreign = reportChatsQuery.parse({ ...october, group: "department", row: departmentIds[1] });
  expect((await listReportChats(supervisor.db, supervisor.actor, foreign, AT)).chats).toEqual([]);
  const ofForeign = reportChatsQuery.parse({ ...october, department: departmentIds[1] });
  await expect(listReportChats(supervisor.db, supervisor.actor, ofForeign, AT)).rejects.toMatchObject({
    code: "forbidden",
  });
});
