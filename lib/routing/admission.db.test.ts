import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { departments } from "@/db/schema";
import { heardOfBefore, setOperator } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { addEndedLegs } from "@/tests/support/ended-legs";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { assertTakesChats, getAdmissions } from "./admission";

async function admissionOf(id: string) {
  const db = await testDatabase();
  const [department] = await db.select().from(departments).where(eq(departments.id, id));
  return department && (await getAdmissions(db, [department])).get(id);
}
const stateOf = async (id: string) => (await admissionOf(id))?.state;
const refusalOf = async (id: string) =>
  assertTakesChats(await testDatabase(), id).then(
    () => null,
    ({ code, data }) => [code, data.state],
  );

describe("a department is", () => {
  test("open while somebody takes a chat, busy while all who are there are full, away with nobody there", async () => {
    const { id } = await createDepartment();
    expect(await stateOf(id)).toBe("away");
    const anna = await asThere({ departmentIds: [id], values: { maxLoad: 1 } });
    const { operatorId } = anna.actor;
    expect(await stateOf(id)).toBe("open");
    await setOperator(operatorId, { maxLoad: 0 });
    expect(await stateOf(id)).toBe("busy");
    for (const values of [
      { intent: "away" },
      { intent: "offline" },
      { finishing: true },
      { deactivatedAt: new Date() },
    ] as const) {
      await setOperator(operatorId, { intent: "online", finishing: false, deactivatedAt: null, maxLoad: 5, ...values });
      expect([values, await stateOf(id)]).toEqual([values, "away"]);
    }
    await setOperator(operatorId, { intent: "online", finishing: false, deactivatedAt: null });
    await heardOfBefore(operatorId, 61);
    expect(await stateOf(id)).toBe("away");
  });

  test("closed out of its hours, whoever is there, and says when it opens; on a holiday too", async () => {
    const now = new Date();
    const today = now.toISOString().slice(0, 10);
    const holiday = await createDepartment({ holidays: [{ date: today, name: "Day off", periods: [] }] });
    await asThere({ departmentIds: [holiday.id] });
    expect(await admissionOf(holiday.id)).toMatchObject({ state: "closed", opensAt: expect.any(Date) });
    const never = await createDepartment({ hours: [] });
    expect(await admissionOf(never.id)).toMatchObject({ state: "closed", opensAt: null });
  });
});

describe("a new chat is refused", () => {
  test("while the department is closed, and taken while it is away or has no limits", async () => {
    const closed = await createDepartment({ hours: [] });
    expect(await refusalOf(closed.id)).toEqual(["conflict", "closed"]);
    const away = await createDepartment();
    expect(await refusalOf(away.id)).toBeNull();
  });

  test("when so many wait already, but not while somebody has a slot for the newcomer", async () => {
    const department = await createDepartment({ queueLimitChats: 2 });
    await createChat(department);
    expect(await refusalOf(department.id)).toBeNull();
    await createChat(department);
    expect(await refusalOf(department.id)).toEqual(["conflict", "full"]);
    expect(await admissionOf(department.id)).toMatchObject({ isFull: true, outlook: { waiting: 2 } });
    await asThere({ departmentIds: [department.id] });
    expect(await refusalOf(department.id)).toBeNull();
  });

  test("when the expected wait of one more is over the limit of minutes; what cannot be estimated is taken", async () => {
    const department = await createDepartment({ queueLimitMinutes: 10 });
    await createChat(department);
    expect(await refusalOf(department.id)).toBeNull();
    const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
    await addEndedLegs(department.id, anna.actor.operatorId, { count: 10, minutes: 6 });
    await setOperator(anna.actor.operatorId, { maxLoad: 2 });
    await createChat(department);
    const limit = async (maxLoad: number) => {
      // Both slots are taken by chats of another department.
      const elsewhere = await createDepartment();
      const { id } = await createChat(elsewhere);
      await anna.db.execute(
        `update chats set status = 'active', operator_id = '${anna.actor.operatorId}', weight = ${maxLoad} where id = '${id}'`,
      );
      await setOperator(anna.actor.operatorId, { maxLoad });
      const refusal = await refusalOf(department.id);
      await anna.db.execute(
        `update chats set status = 'closed', closed_at = now(), close_reason = 'visitor' where id = '${id}'`,
      );
      return refusal;
    };
    // The third in the queue: 3 * 6 min over one slot are 18 minutes, over two slots 9.
    expect(await limit(1)).toEqual(["conflict", "full"]);
    expect(await limit(2)).toBeNull();
  });
});
