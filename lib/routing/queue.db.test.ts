import { describe, expect, test } from "vitest";
import { legs } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { getChatState } from "@/lib/chats/queries";
import { switchDepartment } from "@/lib/chats/visitor/switch-department";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, setChat, setOperator } from "@/tests/support/chat-rows";
import { addEndedLegs } from "@/tests/support/ended-legs";
import { asOperator, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { distribute } from "./distribute";
import { getOutlooks, getQueueDtos, listPlaces, listQueues } from "./queue";

type Chat = Awaited<ReturnType<typeof createChat>>;
const placeOf = async ({ visitor, id }: Chat) =>
  (await getChatState(visitor.db, visitor.actor, id)).queue?.place ?? null;

async function queueOfThree() {
  const department = await createDepartment();
  const chats = [await createChat(department), await createChat(department), await createChat(department)] as const;
  const places = () => Promise.all(chats.map(placeOf));
  return { department, chats, places, db: chats[0].visitor.db };
}

describe("the place in a queue", () => {
  test("is by priority, then by waiting time, then by id: the very order in which chats are taken", async () => {
    const { department, chats, places, db } = await queueOfThree();
    const [first, second, third] = chats;
    expect(await places()).toEqual([1, 2, 3]);
    await setChat(third.id, { priority: 1 });
    expect(await places()).toEqual([2, 3, 1]);
    const { queuedSince } = await chatOf(first.id);
    // Both to the millisecond: stored times are finer than those of JavaScript.
    for (const { id } of [first, second]) await setChat(id, { queuedSince });
    const tied = [first.id, second.id].sort();
    const order = [third.id, ...tied];
    expect((await listQueues(db, [department.id])).map(({ chatId }) => chatId)).toEqual(order);
    const taken: string[] = [];
    for (let i = 0; i < 3; i++) {
      const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
      await distribute(anna, [department.id]);
      const [given] = (await Promise.all(chats.map(({ id }) => chatOf(id)))).filter(
        ({ operatorId }) => operatorId === anna.actor.operatorId,
      );
      if (given) taken.push(given.id);
    }
    expect(taken).toEqual(order);
  });

  test("goes down with every chat before it that leaves, by whatever way", async () => {
    const { department, chats, places } = await queueOfThree();
    const [first, second, third] = chats;
    await closeChat(first.visitor, first.id);
    expect(await places()).toEqual([null, 1, 2]);
    await claimChat(await asOperator(department.id), second.id);
    expect(await places()).toEqual([null, null, 1]);
    const other = await createDepartment({ hidden: true });
    await switchDepartment(third.visitor, third.id, { departmentId: other.id, key: other.key });
    expect(await placeOf(third)).toBe(1);
  });

  test("is the same read one by one, and of the whole queue, and counts its own department only", async () => {
    const { department, chats, db } = await queueOfThree();
    const other = await createDepartment();
    const foreign = await createChat(other);
    await ageChat(foreign.id, 30);
    const ids = chats.map(({ id }) => id);
    const whole = await listQueues(db, [department.id]);
    const alone = (await listPlaces(db, ids)).sort((one, two) => one.place - two.place);
    expect(alone.map(({ chatId, place }) => [chatId, place])).toEqual(
      whole.map(({ chatId, place }) => [chatId, place]),
    );
    expect(whole.map(({ chatId }) => chatId)).toEqual(ids);
    expect(await listPlaces(db, [(await ownedChat()).id])).toEqual([]);
  });
});

describe("the estimate", () => {
  test("is shown only with ten legs that ended within seven days and with somebody routable", async () => {
    const { department, chats, db } = await queueOfThree();
    const estimate = async () => (await getQueueDtos(db, [chats[1].id])).get(chats[1].id)?.estimate;
    const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 2 } });
    const { operatorId } = anna.actor;
    await addEndedLegs(department.id, operatorId, { count: 9, minutes: 6 });
    await addEndedLegs(department.id, operatorId, { count: 5, minutes: 6, daysAgo: 8 });
    expect(await estimate()).toBeNull();
    await addEndedLegs(department.id, operatorId, { count: 1, minutes: 6 });
    // Place 2, six minutes each, two slots: six minutes.
    expect(await estimate()).toEqual({ fromMinutes: 4, toMinutes: 10 });
    await setOperator(operatorId, { intent: "away" });
    expect(await estimate()).toBeNull();
    await setOperator(operatorId, { intent: "online", finishing: true });
    expect(await estimate()).toBeNull();
    await setOperator(operatorId, { finishing: false, lastPulseAt: new Date(Date.now() - 61_000) });
    expect(await estimate()).toBeNull();
  });

  test("does not follow one forgotten chat, and counts legs of operators, not of the queue", async () => {
    const { department, db } = await queueOfThree();
    const anna = await asThere({ departmentIds: [department.id] });
    await addEndedLegs(department.id, anna.actor.operatorId, { count: 9, minutes: 4 });
    await addEndedLegs(department.id, anna.actor.operatorId, { count: 1, minutes: 600 });
    await db.insert(legs).values({
      chatId: (await createChat(await createDepartment())).id,
      departmentId: department.id,
      queuedAt: new Date(0),
      releasedAt: new Date(),
      reason: "left",
      fromSeq: 1,
      toSeq: 2,
    });
    expect((await getOutlooks(db, [department.id])).get(department.id)?.occupancySeconds).toBeCloseTo(240, 0);
  });

  test("shares an operator's slots out over the departments in which chats wait, until they take equally long", async () => {
    const [busy, quiet, empty] = [await createDepartment(), await createDepartment(), await createDepartment()];
    const ids = [busy.id, quiet.id, empty.id];
    const shared = await asThere({ departmentIds: ids, values: { maxLoad: 8 } });
    await asThere({ departmentIds: [busy.id], values: { maxLoad: 3 } });
    for (let i = 0; i < 3; i++) await createChat(busy);
    await createChat(quiet);
    const outlooks = await getOutlooks(shared.db, ids);
    const slots = ids.map((id) => outlooks.get(id)?.slots ?? Number.NaN);
    // Eleven slots for four chats that wait; where nobody waits it is asked for the next one, who would be one of five.
    for (const [index, expected] of [(11 * 3) / 4, 11 / 4, 11 / 5].entries()) {
      expect(slots[index]).toBeCloseTo(expected, 1);
    }
    expect(ids.map((id) => outlooks.get(id)?.waiting)).toEqual([3, 1, 0]);
    const alone = await getOutlooks(shared.db, [quiet.id]);
    expect(alone.get(quiet.id)?.slots).toBeCloseTo(slots[1] ?? Number.NaN, 1);
  });

  test("of heavier chats counts fewer slots", async () => {
    const { department, chats, db } = await queueOfThree();
    await asThere({ departmentIds: [department.id], values: { maxLoad: 6 } });
    for (const { id } of chats) await setChat(id, { weight: 3 });
    expect((await getOutlooks(db, [department.id])).get(department.id)).toMatchObject({ slots: 2 });
  });
});
