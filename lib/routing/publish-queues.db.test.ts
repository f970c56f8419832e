import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { ageChat } from "@/tests/support/age-chat";
import { legsOf } from "@/tests/support/chat-rows";
import { addEndedLegs } from "@/tests/support/ended-legs";
import { asOperator, asThere, createChat, createDepartment, type TestContext } from "@/tests/support/factories";
import { publishQueues } from "./publish-queues";

/** Tells the places, and answers who heard which. */
async function tell(ctx: TestContext, departmentId: string) {
  ctx.published.length = 0;
  await publishQueues(ctx, [departmentId]);
  return Object.fromEntries(
    ctx.published.map((event) => [event.id, event.name === "queue.moved" ? event.data.queue : event.name]),
  );
}

async function queue(size: number) {
  const department = await createDepartment();
  const chats = await Promise.all(Array.from({ length: size }, () => createChat(department)));
  const ordered = [];
  for (const [index, chat] of chats.entries()) {
    await ageChat(chat.id, size - index);
    ordered.push(chat);
  }
  const [first, second, third] = ordered;
  if (!first || !second || !third) throw new Error("at least three");
  return { department, first, second, third, db: first.visitor.db, ctx: first.visitor };
}
const at = (place: number) => ({ place, estimate: null, isLate: false });

describe("waiting visitors", () => {
  test("hear their place on their own channel, and again only when it is another one", async () => {
    const { department, first, second, third, ctx } = await queue(3);
    expect(await tell(ctx, department.id)).toEqual({ [first.id]: at(1), [second.id]: at(2), [third.id]: at(3) });
    expect(await tell(ctx, department.id)).toEqual({});
    await closeChat(second.visitor, second.id);
    expect(await tell(ctx, department.id)).toEqual({ [third.id]: at(2) });
    expect(ctx.published.every(({ channel }) => channel === "visitorChat")).toBe(true);
  });

  test("hear the estimate when it changes, though their place is the same", async () => {
    const { department, first, ctx } = await queue(3);
    await tell(ctx, department.id);
    const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
    await addEndedLegs(department.id, anna.actor.operatorId, { count: 10, minutes: 3 });
    const told = await tell(ctx, department.id);
    expect(Object.keys(told)).toHaveLength(3);
    expect(told[first.id]).toMatchObject({ place: 1, estimate: { fromMinutes: 2, toMinutes: 4 } });
  });

  test("hear their place anew when they are back in the queue where they were before", async () => {
    const { department, first, second, third, ctx } = await queue(3);
    const other = await createDepartment();
    const anna = await asOperator(department.id, other.id);
    await tell(ctx, department.id);
    await claimChat(anna, first.id);
    expect(await tell(ctx, department.id)).toEqual({ [second.id]: at(1), [third.id]: at(2) });
    await transferChat(anna, first.id, { departmentId: other.id, note: "" });
    expect(await tell(ctx, other.id)).toEqual({ [first.id]: at(1) });
  });

  test("of several departments hear of their own one only", async () => {
    const one = await queue(3);
    const other = await queue(3);
    const told = await tell(one.ctx, one.department.id);
    expect(Object.keys(told)).toHaveLength(3);
    expect(told).not.toHaveProperty(other.first.id);
  });
});

describe("what was promised", () => {
  /** The waiting goes on while the test runs. */
  const isAbout = (seconds: number) => (value: number | null | undefined) =>
    typeof value === "number" && value >= seconds && value < seconds + 30;

  test("is the first estimate of the leg, stored once however the queue moves", async () => {
    const { department, first, third, ctx } = await queue(3);
    const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
    await addEndedLegs(department.id, anna.actor.operatorId, { count: 10, minutes: 3 });
    await tell(ctx, department.id);
    const promise = async () => (await legsOf(third.id))[0]?.promisedSeconds;
    const promised = await promise();
    // The minute that they have waited, and nine.
    expect(promised).toSatisfy(isAbout(60 + 540));
    await closeChat(first.visitor, first.id);
    await tell(ctx, department.id);
    expect(await promise()).toBe(promised);
  });

  test("that was not kept is told as taking longer than usual", async () => {
    const { department, first, ctx } = await queue(3);
    const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
    await addEndedLegs(department.id, anna.actor.operatorId, { count: 10, minutes: 3 });
    expect((await tell(ctx, department.id))[first.id]).toMatchObject({ isLate: false });
    await ageChat(first.id, 8);
    expect(await tell(ctx, department.id)).toEqual({
      [first.id]: { place: 1, estimate: { fromMinutes: 2, toMinutes: 4 }, isLate: true },
    });
  });

  test("is not stored while nothing can be said, and never on the leg of somebody who has the chat", async () => {
    const { department, first, second, ctx } = await queue(3);
    await tell(ctx, department.id);
    expect((await legsOf(first.id))[0]?.promisedSeconds).toBeNull();
    const anna = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
    await claimChat(anna, second.id);
    await addEndedLegs(department.id, anna.actor.operatorId, { count: 10, minutes: 3 });
    await tell(ctx, department.id);
    expect((await legsOf(second.id))[0]?.promisedSeconds).toBeNull();
    // The three minutes that they have waited without a promise, and three.
    expect((await legsOf(first.id))[0]?.promisedSeconds).toSatisfy(isAbout(360));
  });
});
