import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { sendMessage } from "@/lib/chats/messages/send-message";
import type { Door } from "@/lib/context";
import { distribute } from "@/lib/routing/distribute";
import { sweep } from "@/lib/routing/sweep";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, heardOfBefore, legsOf, operatorOf, text } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { expectSound } from "@/tests/support/races";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { fireDueTimers } from "./tick";

afterEach(() => void vi.useRealTimers());

/** A process that has just started: it knows nothing but the database. */
const freshDoor = async (): Promise<Door> => ({ db: await testDatabase(), publish: async () => undefined });

/** One chat of each kind whose clock runs out in `inMinutes`, and how each has ended. */
async function scenes() {
  const moved = await ownedChat({ reassignAfterMinutes: 3 });
  const boris = await asThere({ departmentIds: [moved.department.id], values: { maxLoad: 100 } });
  const idle = await ownedChat({ closeIdleAfterMinutes: 5 });
  await sendMessage(idle.owner, idle.id, text("Anything else?"));
  const overflow = await createDepartment();
  await asThere({ departmentIds: [overflow.id] });
  const offered = await waitingChat({ overflowDepartmentId: overflow.id, overflowAfterMinutes: 3, closeIdle: false });
  const endings = async () => {
    const chat = await chatOf(moved.id);
    return {
      moved: chat.operatorId === boris.actor.operatorId,
      legs: (await legsOf(moved.id)).map(({ reason }) => reason),
      misses: (await operatorOf(moved.owner.actor.operatorId)).misses,
      idle: (await chatOf(idle.id)).closeReason,
      warned: (await entriesOf(idle.id)).kinds.filter((kind) => kind === "idle_warning").length,
      offered: (await entriesOf(offered.id)).kinds.filter((kind) => kind === "overflow_offered").length,
    };
  };
  const ids = [moved.id, idle.id, offered.id];
  return {
    ids,
    endings,
    age: (minutes: number) => Promise.all(ids.map((id) => ageChat(id, minutes))),
    idleId: idle.id,
  };
}

const ON_TIME = { moved: true, legs: ["missed", null], misses: 1, idle: "idle", warned: 1, offered: 1 };

async function onTime({ age, idleId }: Awaited<ReturnType<typeof scenes>>, tick: () => Promise<unknown>) {
  await age(3.05);
  await tick();
  await ageChat(idleId, 1);
  await tick();
  await ageChat(idleId, 1.05);
  await tick();
}

describe("the final state is the same as on time", () => {
  test("on time", async () => {
    const all = await scenes();
    await onTime(all, async () => fireDueTimers(await freshDoor()));
    expect(await all.endings()).toEqual(ON_TIME);
    await expectSound(all.ids);
  });

  test("with a tick that comes ten minutes late; who is warned late still has their minute", async () => {
    const all = await scenes();
    await all.age(13);
    await fireDueTimers(await freshDoor());
    expect(await all.endings()).toEqual({ ...ON_TIME, idle: null });
    expect(await clocksOf(all.idleId)).toEqual({ idle_close: 1 });
    await ageChat(all.idleId, 1.05);
    await fireDueTimers(await freshDoor());
    expect(await all.endings()).toEqual(ON_TIME);
    await expectSound(all.ids);
  });

  test("with two ticks at once, each time", async () => {
    const all = await scenes();
    await onTime(all, async () => {
      const doors = [await freshDoor(), await freshDoor(), await freshDoor()];
      await Promise.all(doors.map(fireDueTimers));
      await fireDueTimers(await freshDoor()); // what was locked by another is left to the next tick
    });
    expect(await all.endings()).toEqual(ON_TIME);
    await expectSound(all.ids);
  });

  test.each([-10, 10])("with the clock of the app wrong by %i minutes", async (minutes) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
    const all = await scenes();
    await onTime(all, async () => fireDueTimers(await freshDoor()));
    expect(await all.endings()).toEqual(ON_TIME);
    await expectSound(all.ids);
  });

  test("with a clock of the app that jumps by a day while chats wait and are distributed", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
    const anna = await asThere({ departmentIds: [department.id] });
    await sweep(anna);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: anna.actor.operatorId });
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
    await heardOfBefore(anna.actor.operatorId, 61);
    const { id: next } = await createChat(department);
    expect(await distribute(anna, [department.id])).toMatchObject({ assigned: 0 });
    expect(await chatOf(next)).toMatchObject({ status: "queued" });
  });
});

describe("while the server was away nobody could be heard of", () => {
  test("a late tick calls nobody absent: a minute later the owner is back, keeps the chat, and has missed nothing", async () => {
    const { id, owner } = await ownedChat();
    const { operatorId } = owner.actor;
    await ageChat(id, 13);
    await heardOfBefore(operatorId, 600);
    await fireDueTimers(owner);
    expect(await clocksOf(id)).toEqual({ reassign: 1 });
    await heardOfBefore(operatorId, 5);
    await ageChat(id, 1.05);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId, hops: 0 });
    expect(await operatorOf(operatorId)).toMatchObject({ misses: 0 });
  });

  test("an owner who is not back within that minute has lost the chat to the queue", async () => {
    const { id, owner } = await ownedChat();
    await ageChat(id, 13);
    await heardOfBefore(owner.actor.operatorId, 600);
    await fireDueTimers(owner);
    await ageChat(id, 1.05);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "queued", hops: 1 });
  });
});

describe("a deadline whose work throws", () => {
  /** A department whose stored hours nobody can read, for as long as `work` runs. */
  async function withBrokenDepartment(departmentId: string, work: () => Promise<void>) {
    const db = await testDatabase();
    const setZone = (zone: string) =>
      db.execute(sql`update departments set time_zone = ${zone}, hours = '[]'::jsonb where id = ${departmentId}`);
    await setZone("Mars/Phobos");
    try {
      await work();
    } finally {
      await db.execute(sql`update departments set time_zone = 'UTC', hours = null where id = ${departmentId}`);
    }
  }

  test("holds up no other, and is tried again a minute later", async () => {
    const broken = await ownedChat();
    await asThere({ departmentIds: [broken.department.id] });
    const others = await Promise.all([ownedChat(), ownedChat(), ownedChat()]);
    for (const { department } of others) await asThere({ departmentIds: [department.id] });
    for (const { id } of [broken, ...others]) await ageChat(id, 3.05);
    await withBrokenDepartment(broken.department.id, async () => {
      expect(await fireDueTimers(await freshDoor())).toMatchObject({ failed: 1 });
      for (const { id } of others) expect(await chatOf(id)).toMatchObject({ hops: 1 });
      expect(await chatOf(broken.id)).toMatchObject({ hops: 0, operatorId: broken.owner.actor.operatorId });
      expect(await clocksOf(broken.id)).toEqual({ reassign: 1 });
      expect(await fireDueTimers(await freshDoor())).toMatchObject({ failed: 0 });
    });
    await ageChat(broken.id, 1.05);
    await fireDueTimers(await freshDoor());
    expect(await chatOf(broken.id)).toMatchObject({ hops: 1 });
  });

  test("makes the others of its batch decide on operators as they are, not as the batch that was undone left them", async () => {
    // In the batch the chats come in the order of their ids, so that in some of these rounds the broken one comes last.
    for (let round = 0; round < 4; round++) {
      const { id, department, owner } = await ownedChat();
      const boris = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
      const broken = await ownedChat();
      await ageChat(id, 3.05);
      await ageChat(broken.id, 3.05);
      await withBrokenDepartment(broken.department.id, async () => void (await fireDueTimers(owner)));
      expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId, overdueSince: null });
    }
  });

  test("of one department does not keep the sweep from the visitors of all others", async () => {
    const broken = await waitingChat();
    const other = await waitingChat();
    await withBrokenDepartment(broken.department.id, async () => void (await sweep(await freshDoor())));
    expect((await entriesOf(other.id)).last).toMatchObject({ kind: "notice", data: { cause: "away" } });
  });
});
