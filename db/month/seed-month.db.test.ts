import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { chatEvents, chats, departments, legs } from "@/db/schema";
import type { OperatorActor } from "@/lib/context";
import { Random } from "@/lib/random";
import { getReport } from "@/lib/reports/get-report";
import { reportQuery } from "@/lib/reports/schemas";
import { getWhatIf } from "@/lib/staffing/get-what-if";
import { whatIfQuery } from "@/lib/staffing/what-if-schemas";
import { withFreshDatabase } from "@/tests/support/database";
import { CHATS_AT_ONCE } from "./desk";
import { seedMonth, tellMonth } from "./seed-month";

const NOW = new Date("2026-11-30T12:00:00Z");
const admin: OperatorActor = {
  type: "operator",
  operatorId: "00000000-0000-4000-8000-000000000000",
  role: "admin",
  name: "Ada",
  sessionId: "00000000-0000-4000-8000-000000000000",
};

test("a month is the same from one seed, and another from another", () => {
  const person = { id: "00000000-0000-4000-8000-000000000001", name: "Anna", shift: 0 };
  const told = (seed: number) => tellMonth(new Random(seed), [{ ...person, members: [person] }], NOW, 2);
  expect(told(1)).toEqual(told(1));
  expect(told(1)).not.toEqual(told(2));
});

test("a month is made once, and is as the product would have left it", async () => {
  await withFreshDatabase(async (db) => {
    expect(await seedMonth(db, { now: NOW })).toEqual({ chats: 0 });
    await db.insert(departments).values([
      { name: "Sales", key: "month-1" },
      { name: "Support", key: "month-2", position: 1 },
    ]);
    const { chats: made } = await seedMonth(db, { now: NOW, days: 7 });
    expect(made).toBeGreaterThan(300);
    expect(await seedMonth(db, { now: NOW })).toEqual({ chats: 0 });

    const [chat] = await db.select().from(chats).orderBy(chats.id).limit(1);
    const events = await db
      .select()
      .from(chatEvents)
      .where(eq(chatEvents.chatId, chat?.id ?? ""))
      .orderBy(chatEvents.seq);
    expect(events.map(({ seq, pubSeq }) => [seq, pubSeq])).toEqual(events.map((_, i) => [i + 1, i + 1]));
    expect(chat).toMatchObject({ status: "closed", lastSeq: events.length });
    const story = await db
      .select()
      .from(legs)
      .where(eq(legs.chatId, chat?.id ?? ""))
      .orderBy(legs.fromSeq);
    expect(story.every(({ reason, fromSeq, toSeq }) => reason !== null && fromSeq < (toSeq ?? 0))).toBe(true);

    const { total } = await getReport(db, admin, reportQuery.parse({ period: "week" }), NOW);
    expect(total.chats).toBe(made);
    // Nobody had more than they can: visitors waited because all had enough.
    expect(total.atOncePeak).toBe(CHATS_AT_ONCE);
    for (const [name, value] of Object.entries(total)) expect(value, name).toBeGreaterThan(0);

    // Played once more, it is about what it was, and with fewer people it is worse.
    const asked = whatIfQuery.parse({ period: "week", load: "1" });
    const { total: replayed, noted } = await getWhatIf(db, admin, asked, NOW);
    expect(noted).toBe(1);
    expect(replayed.recorded.chats).toBeGreaterThanOrEqual(made);
    expect(Math.abs((replayed.asWas.inTime ?? 0) - (replayed.recorded.inTime ?? 0))).toBeLessThan(0.05);
    expect(replayed.whatIf?.inTime).toBeLessThan((replayed.asWas.inTime ?? 0) - 0.1);
    const week = reportQuery.parse({ period: "week", department: chat?.departmentId });
    const { availabilityDays } = await getReport(db, admin, week, NOW);
    expect(availabilityDays[0]?.parts.map(({ state }) => state)).toEqual(["nobody", "online", "nobody"]);
  });
});
