import { eq, inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { rows } from "@/db/rows";
import { chats, legs, reportChanges, reportDays } from "@/db/schema";
import { WEB_CHANNEL_ID } from "@/db/schema/settings";
import type { Database } from "@/db/types";
import { rateChat } from "@/lib/chats/visitor/rate-chat";
import { deleteOldChats } from "@/lib/retention/delete-batch";
import { beforeStatement } from "@/tests/support/before-statement";
import { ownDatabase, testDatabase, testDatabaseKind } from "@/tests/support/database";
import { asRole, createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { writeHistory } from "@/tests/support/leg-history";
import { expectSameFigures, slowReport, slowRows } from "@/tests/support/slow-report";
import { getReport } from "../get-report";
import { GROUPINGS } from "../rules";
import { reportQuery } from "../schemas";
import { areDaysUnpacked, packReportDays } from "./pack-report-days";

// Reports are in the time zone of the company, which other tests set.
ownDatabase();

const ZONE = "Asia/Kathmandu";
/** 1 to 31 October 2026, a quarter of an hour off the hours of others. */
const OCTOBER = { start: new Date("2026-09-30T18:15Z"), end: new Date("2026-10-31T18:15Z") };
const SEPTEMBER = { start: new Date("2026-08-30T18:15Z"), end: OCTOBER.start };
const october = { period: "custom", from: "2026-10-01", to: "2026-10-31" };
const AT = new Date("2026-11-20T12:00Z");
const PLENTY_MS = 120_000;

type World = { departmentIds: string[]; operatorIds: string[]; channelIds: string[] };

async function aWorld(count: number, seed: number): Promise<World> {
  const departmentIds = [
    (await createDepartment({ timeZone: ZONE })).id,
    (await createDepartment({ timeZone: ZONE })).id,
  ];
  const operatorIds = [(await createOperator()).id, (await createOperator()).id];
  const world = { departmentIds, operatorIds, channelIds: [WEB_CHANNEL_ID] };
  await writeHistory(world, { count, from: new Date("2026-08-29T00:00Z"), to: new Date("2026-11-02T00:00Z"), seed });
  return world;
}

async function expectTrue({ departmentIds }: World, group: (typeof GROUPINGS)[number] = "operator") {
  const { db, actor } = await asRole("supervisor", ...departmentIds);
  const report = await getReport(db, actor, reportQuery.parse({ ...october, group }), AT);
  const scope = { departmentIds, zone: ZONE };
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
  return report.total;
}

const changesOf = async ({ departmentIds }: World) =>
  (await testDatabase()).select().from(reportChanges).where(inArray(reportChanges.departmentId, departmentIds));

async function packedLegs({ departmentIds }: World): Promise<number> {
  const found = await (await testDatabase())
    .select({ legs: reportDays.legs })
    .from(reportDays)
    .where(inArray(reportDays.departmentId, departmentIds));
  return found.reduce((sum, day) => sum + day.legs, 0);
}

let world: World;
beforeAll(async () => {
  world = await aWorld(900, 11);
  await packReportDays(await testDatabase(), PLENTY_MS);
});

describe("packed days", () => {
  test.each(GROUPINGS)("by %s say what a slow look at every row says", async (group) => {
    expect(await changesOf(world)).toEqual([]);
    expect(await packedLegs(world)).toBeGreaterThan(1500);
    await expectTrue(world, group);
  });

  test("are what the report reads: a day that is packed wrongly is told wrongly", async () => {
    const own = await aWorld(60, 5);
    const db = await testDatabase();
    await packReportDays(db, PLENTY_MS);
    const before = await expectTrue(own);
    // No operator, no channel, no leg.
    await db.execute(
      sql`update report_days set facts = '\\x01000000'::bytea where department_id = ${own.departmentIds[0]}`,
    );
    const { actor } = await asRole("supervisor", ...own.departmentIds);
    const report = await getReport(db, actor, reportQuery.parse(october), AT);
    expect(report.total.chats).toBeLessThan(before.chats ?? 0);
    await db.execute(sql`update report_days set facts = '\\x02'::bytea where department_id = ${own.departmentIds[0]}`);
    // Of a layout that this version does not know.
    await expectTrue(own);
  });

  test("count a chat once whose first leg was before the local day, in the same day of UTC", async () => {
    const db = await testDatabase();
    const { id: departmentId } = await createDepartment({ timeZone: ZONE });
    const { id: operatorId } = await createOperator();
    const [one, other] = [await createChat(await createDepartment()), await createChat(await createDepartment())];
    // Without the leg of the queue in which they wait now.
    await db.delete(legs).where(inArray(legs.chatId, [one.id, other.id]));
    // In Kathmandu the day begins at 18:15 UTC.
    const begun: [string, string][] = [
      [one.id, "10:00"],
      [other.id, "19:00"],
      [other.id, "19:30"],
      [one.id, "20:00"],
    ];
    for (const [chatId, time] of begun) {
      const at = `2026-10-14T${time}Z`;
      await db.execute(sql`
        insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, released_at, reason, from_seq, to_seq)
        values (${chatId}, ${departmentId}, ${operatorId}, ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz, 'transferred', 1, 2)`);
    }
    await packReportDays(db, PLENTY_MS);
    const { actor } = await asRole("supervisor", departmentId);
    const day = { period: "custom", from: "2026-10-15", to: "2026-10-15" };
    expect((await getReport(db, actor, reportQuery.parse(day), AT)).total.chats).toBe(2);
  });

  test("are packed once, and nothing is left to do", async () => {
    const db = await testDatabase();
    await packReportDays(db, PLENTY_MS);
    expect(await areDaysUnpacked(db)).toBe(false);
    expect(await packReportDays(db)).toBe(0);
  });
});

describe("a change of a day that is packed", () => {
  const inOctober = async ({ departmentIds }: World) => {
    const db = await testDatabase();
    return rows<{ id: string; chat_id: string; visitor_id: string }>(
      db,
      sql`select l.id, l.chat_id, c.visitor_id from legs l join chats c on c.id = l.chat_id
        where l.department_id = ${departmentIds[0]} and l.operator_id is not null and l.reason in ('closed', 'idle')
          and c.status = 'closed' and c.spam_at is null
          and l.queued_at between '2026-10-05' and '2026-10-20' order by l.queued_at, l.id`,
    );
  };

  const changes: Record<string, (own: World) => Promise<unknown>> = {
    "by a mark of spam": async (own) => {
      const [one] = await inOctober(own);
      const spam = { spamAt: new Date(), spamById: own.operatorIds[0] };
      return (await testDatabase())
        .update(chats)
        .set(spam)
        .where(eq(chats.id, one?.chat_id ?? ""));
    },
    "by a late rating": async (own) => {
      const [, one] = await inOctober(own);
      const db = await testDatabase();
      const actor = { type: "visitor" as const, visitorId: one?.visitor_id ?? "" };
      const ctx = { actor, db, publish: async () => undefined };
      return rateChat(ctx as Parameters<typeof rateChat>[0], one?.chat_id ?? "", { score: 2, comment: "" });
    },
    "by a later leg of its chat": async (own) => {
      const [, , one] = await inOctober(own);
      const at = new Date("2026-10-29T10:00Z");
      const left = { queuedAt: at, releasedAt: at, reason: "left" as const, fromSeq: 1000, toSeq: 1001 };
      const leg = { chatId: one?.chat_id ?? "", departmentId: own.departmentIds[1] ?? "", ...left };
      return (await testDatabase()).insert(legs).values(leg);
    },
    "by a transfer of a chat that was open": async (own) => {
      const db = await testDatabase();
      return db.execute(sql`update legs set released_at = now(), reason = 'transferred', to_seq = 999
        where id = (select id from legs where department_id = ${own.departmentIds[0]} and released_at is null
          and queued_at between '2026-10-03' and '2026-10-28' order by queued_at limit 1)`);
    },
    "by retention": async (own) => {
      const db = await testDatabase();
      const chosen = (await inOctober(own)).slice(3, 9).map(({ chat_id }) => chat_id);
      await db
        .update(chats)
        .set({ closedAt: new Date("2020-01-01") })
        .where(inArray(chats.id, chosen));
      return db.transaction((tx) => deleteOldChats(tx, 2000));
    },
  };

  test.each(Object.keys(changes))("%s is in the next report, before and after the day is packed anew", async (what) => {
    const own = await aWorld(160, 23);
    const db = await testDatabase();
    await packReportDays(db, PLENTY_MS);
    const before = await expectTrue(own);
    await changes[what]?.(own);
    expect((await changesOf(own)).length).toBeGreaterThan(0);
    const after = await expectTrue(own);
    expect(after).not.toEqual(before);
    await packReportDays(db, PLENTY_MS);
    expect(await changesOf(own)).toEqual([]);
    expect(await expectTrue(own)).toEqual(after);
  });

  test("is noted for none of what a message changes", async () => {
    const own = await aWorld(20, 3);
    const db = await testDatabase();
    await packReportDays(db, PLENTY_MS);
    await db
      .update(chats)
      .set({ lastSeq: 99, lastMessageAt: new Date(), unreadCount: 3, closeReason: "idle" })
      .where(
        sql`${inArray(chats.departmentId, own.departmentIds)} and ${chats.status} = 'closed' and ${chats.closeReason} = 'operator'`,
      );
    expect(await changesOf(own)).toEqual([]);
  });
});

test.skipIf(testDatabaseKind === "embedded")("what changes while its day is packed stays noted", async () => {
  const own = await aWorld(40, 31);
  const db = await testDatabase();
  const spam = () =>
    db
      .update(chats)
      .set({ spamAt: new Date(), spamById: own.operatorIds[0] })
      .where(sql`${inArray(chats.departmentId, own.departmentIds)} and ${chats.status} = 'closed'`);
  let crossed = false;
  const crossing = new Proxy(db, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (key !== "transaction" || crossed) return typeof value === "function" ? value.bind(target) : value;
      crossed = true;
      const transaction: Database["transaction"] = (work, config) =>
        target.transaction((tx) => work(beforeStatement(tx, 2, spam).db), config);
      return transaction;
    },
  });
  // The first batch has the newest days, and so some of theirs or none: all of them are packed in the end.
  await packReportDays(crossing, PLENTY_MS);
  await expectTrue(own);
  await packReportDays(db, PLENTY_MS);
  expect(await changesOf(own)).toEqual([]);
  await expectTrue(own);
});
