import { describe, expect, test } from "vitest";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { deactivateOperator } from "@/lib/operators/deactivate-operator";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, entriesOf, heardOfBefore, legsOf, setOperator, text } from "@/tests/support/chat-rows";
import { withFreshDatabase } from "@/tests/support/database";
import { asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { expectSound } from "@/tests/support/races";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { isSweepNeeded, sweep } from "./sweep";

describe("a sweep", () => {
  test("is not needed on an idle machine", async () => {
    await withFreshDatabase(async (db) => {
      expect(await isSweepNeeded(db)).toBe(false);
      expect(await sweep({ db, publish: async () => undefined })).toEqual({
        requeued: 0,
        assigned: 0,
        reassigned: 0,
        noticed: 0,
        told: 0,
      });
    });
  });

  test("gives what waits to an operator who has become reachable without a word", async () => {
    const { id, department } = await waitingChat();
    const anna = await asThere({ departmentIds: [department.id] });
    await heardOfBefore(anna.actor.operatorId, 70);
    await sweep(anna);
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
    await heardOfBefore(anna.actor.operatorId, 1);
    expect(await isSweepNeeded(anna.db)).toBe(true);
    await sweep(anna);
    expect(await chatOf(id)).toMatchObject({ operatorId: anna.actor.operatorId });
  });

  test("a chat that only its owner could keep goes back to the queue when they cannot be reached either", async () => {
    const { id, owner } = await ownedChat();
    await ageChat(id, 60);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active", overdueSince: expect.any(Date) });
    await heardOfBefore(owner.actor.operatorId, 90);
    await sweep(owner);
    // A minute for pulses that are missing because of us.
    await ageChat(id, 0.9);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active" });
    await ageChat(id, 0.15);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "queued", preferredOperatorId: owner.actor.operatorId });
  });

  test("after it no chat waits while a candidate has a slot, over departments with shared operators", async () => {
    const departments = await Promise.all(Array.from({ length: 4 }, () => createDepartment()));
    const ids = departments.map(({ id }) => id);
    const [anna] = await Promise.all([
      asThere({ departmentIds: ids.slice(0, 2), values: { maxLoad: 3 } }),
      asThere({ departmentIds: ids.slice(1, 3), values: { maxLoad: 2 } }),
      asThere({ departmentIds: ids.slice(3), values: { maxLoad: 1 } }),
    ]);
    const made = [];
    for (let i = 0; i < 3; i++) for (const department of departments) made.push((await createChat(department)).id);
    await sweep(anna);
    const chats = await Promise.all(made.map(chatOf));
    const waiting = (index: number) =>
      chats.filter(({ status, departmentId }) => status === "queued" && departmentId === ids[index]).length;
    // Six of twelve: the two who share the second department are full with the longest waiting.
    expect(chats.filter(({ status }) => status === "active")).toHaveLength(6);
    expect([waiting(0), waiting(1), waiting(2), waiting(3)]).toEqual([
      expect.any(Number),
      expect.any(Number),
      expect.any(Number),
      2,
    ]);
    await expectSound(made);
  });

  test("tries again those who wait for a reaction, and tells their visitors and everybody who waits", async () => {
    const { id, owner, department } = await ownedChat();
    await ageChat(id, 3.05);
    await fireDueTimers(owner);
    const other = await waitingChat();
    await sweep(owner);
    expect((await entriesOf(id)).last).toMatchObject({ kind: "notice", data: { cause: "everyone_tried" } });
    expect((await entriesOf(other.id)).last).toMatchObject({ kind: "notice", data: { cause: "away" } });
    expect(owner.published).toContainEqual(
      expect.objectContaining({ channel: "visitorChat", id: other.id, name: "queue.moved" }),
    );
    const boris = await asThere({ departmentIds: [department.id] });
    await sweep(boris);
    expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId });
  });

  test("takes the chats of a deactivated operator back, with the time waited, and counts no miss", async () => {
    const { id, owner, department } = await ownedChat();
    const answered = await createChat(department);
    await sweep(owner);
    await sendMessage(owner, answered.id, text("Hello"));
    const { queuedSince } = await chatOf(id);
    await deactivateOperator(await asRole("admin"), owner.actor.operatorId);
    expect(await isSweepNeeded(owner.db)).toBe(true);
    await sweep(owner);
    for (const chatId of [id, answered.id]) expect(await chatOf(chatId)).toMatchObject({ status: "queued", hops: 0 });
    expect((await chatOf(id)).queuedSince).toEqual(queuedSince);
    expect((await entriesOf(id)).kinds).toContain("requeued");
    expect((await legsOf(id))[0]).toMatchObject({ operatorId: owner.actor.operatorId, reason: "transferred" });
    const boris = await asThere({ departmentIds: [department.id] });
    await sweep(boris);
    expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId });
  });

  test("at once in several processes requeues, assigns and tells each chat once", async () => {
    const { id, owner, department } = await ownedChat();
    await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
    await setOperator(owner.actor.operatorId, { deactivatedAt: new Date() });
    const others = [await createChat(department), await createChat(department)];
    await Promise.all(Array.from({ length: 4 }, () => sweep(owner)));
    const ids = [id, ...others.map((one) => one.id)];
    const kinds = await Promise.all(ids.map(async (chatId) => (await entriesOf(chatId)).kinds));
    expect(kinds[0]?.filter((kind) => kind === "requeued")).toHaveLength(1);
    expect(kinds.flat().filter((kind) => kind === "assigned")).toHaveLength(2);
    await expectSound(ids);
  });
});
