import { inArray, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, timers } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { pulseInput } from "@/lib/chats/input-schemas";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { sayOnIt } from "@/lib/chats/operator/say-on-it";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { keepOpen } from "@/lib/chats/visitor/keep-open";
import { distribute } from "@/lib/routing/distribute";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, entriesOf, heardOfBefore, legsOf, operatorOf, setOperator, text } from "@/tests/support/chat-rows";
import { asRole, asThere, createChat, createDepartment, testContext } from "@/tests/support/factories";
import { codes, expectSound, manyRounds, overloaded, RACE_TIMEOUT_MS, race, tireless } from "@/tests/support/races";
import { fireDueTimers } from "./tick";

/** Anna has a chat of each round; Boris could take it. */
async function scene() {
  const department = await createDepartment({ reassignAfterMinutes: 1, closeIdleAfterMinutes: 5 });
  const anna = await asThere({ departmentIds: [department.id], values: tireless });
  const boris = await asThere({ departmentIds: [department.id], values: tireless });
  const ids: string[] = [];
  const chat = async () => {
    const made = await createChat(department);
    ids.push(made.id);
    await claimChat(anna, made.id);
    return made;
  };
  return { department, anna, boris, ids, chat };
}

describe("a tick at the same moment as", { timeout: RACE_TIMEOUT_MS }, () => {
  test("other ticks does everything once", async () => {
    const { anna, boris, ids, chat } = await scene();
    await manyRounds(async (round) => {
      const { id } = await chat();
      await ageChat(id, 1.05);
      await race(round, ...Array.from({ length: 3 }, () => () => fireDueTimers(anna)));
      await fireDueTimers(anna);
      expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId, hops: 1 });
      expect((await legsOf(id)).map(({ reason }) => reason)).toEqual(["missed", null]);
      return "once";
    });
    await expectSound(ids);
  });

  test("a hold: either the chat is held and stays, or it has moved and the hold is refused", async () => {
    const { anna, boris, ids, chat } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id } = await chat();
      await ageChat(id, 1.05);
      const ended = await race(
        round,
        () => holdChat(anna, id, true),
        () => fireDueTimers(anna),
      );
      const { operatorId, heldAt } = await chatOf(id);
      if (ended[0]?.code === "ok") {
        expect([operatorId, heldAt]).toEqual([anna.actor.operatorId, expect.any(Date)]);
        expect((await entriesOf(id)).kinds).not.toContain("reassigned");
      } else {
        expect(ended[0]).toMatchObject({ code: "not_owner", data: { owner: boris.actor.name } });
        expect([operatorId, heldAt]).toEqual([boris.actor.operatorId, null]);
      }
      return codes(ended).join(" ");
    });
    expect(["ok ok", "not_owner ok"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await expectSound(ids);
  });

  test('"I\'m on it", a sign of typing, a pulse, a transfer or a close by the owner leaves one owner and right clocks', async () => {
    const { anna, boris, ids, chat } = await scene();
    const elsewhere = await createDepartment();
    const acts = [
      (id: string) => sayOnIt(anna, id),
      (id: string) => recordPulse(anna, pulseInput.parse({ typingIn: id, read: { [id]: 3 } })),
      (id: string) => transferChat(anna, id, { departmentId: elsewhere.id, note: "" }),
      (id: string) => transferChat(anna, id, { operatorId: boris.actor.operatorId, note: "" }),
      (id: string) => closeChat(anna, id),
    ] as const;
    await manyRounds(async (round) => {
      const { id } = await chat();
      await ageChat(id, 1.05);
      const act = acts[round % acts.length] ?? acts[0];
      const [done] = await race(
        round,
        () => act(id),
        () => fireDueTimers(anna),
      );
      if (done?.code !== "ok") expect(done).toMatchObject({ code: "not_owner", data: { owner: boris.actor.name } });
      return `${round % acts.length} ${done?.code}`;
    });
    await expectSound(ids);
  });

  test('"keep open" of a chat whose minute is over: either it stays, or the visitor is told that it is closed', async () => {
    const { anna, ids, chat } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id, visitor } = await chat();
      await sendMessage(anna, id, text("Anything else?", { epoch: 2 }));
      await ageChat(id, 4.05);
      await fireDueTimers(anna);
      await ageChat(id, 1.05);
      const ended = await race(
        round,
        () => keepOpen(visitor, id),
        () => fireDueTimers(anna),
      );
      expect((await chatOf(id)).status).toBe(ended[0]?.code === "ok" ? "active" : "closed");
      if (ended[0]?.code !== "ok") {
        expect(ended[0]).toMatchObject({ code: "closed", data: { state: { status: "closed" } } });
      }
      return codes(ended).join(" ");
    });
    expect(["ok ok", "closed ok"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await expectSound(ids);
  });

  test("a distribution: a chat that waited for a reaction moves once, and the router exceeds no load", async () => {
    const department = await createDepartment({ reassignAfterMinutes: 1 });
    const ids: string[] = [];
    const people: string[] = [];
    const admin = await asRole("admin");
    await manyRounds(async (round) => {
      const anna = await asThere({ departmentIds: [department.id], values: { ...tireless, maxLoad: 1 } });
      const { id } = await createChat(department);
      await claimChat(anna, id);
      await ageChat(id, 1.05);
      const waiting = await createChat(department);
      ids.push(id, waiting.id);
      const boris = await asThere({ departmentIds: [department.id], values: { ...tireless, maxLoad: 1 } });
      people.push(anna.actor.operatorId, boris.actor.operatorId);
      await race(
        round,
        () => fireDueTimers(anna),
        () => distribute(boris, [department.id]),
        () => distribute(anna, [department.id]),
      );
      await fireDueTimers(anna);
      await distribute(anna, [department.id]);
      const both = [await chatOf(id), await chatOf(waiting.id)];
      expect(both.map(({ status }) => status)).toEqual(["active", "active"]);
      expect(new Set(both.map(({ operatorId }) => operatorId)).size).toBe(2);
      for (const chat of both) await closeChat(admin, chat.id);
      for (const { actor } of [anna, boris]) await setOperator(actor.operatorId, { intent: "offline" });
      return "both";
    });
    await expectSound(ids);
    expect(await overloaded(people)).toEqual([]);
  });
});

/** Every status and number of hops that there is among these chats. */
const outcomes = async (ids: readonly string[]) => {
  const found = await Promise.all(ids.map(chatOf));
  return [...new Set(found.map(({ status, hops }) => `${status} ${hops}`))];
};

describe("more due chats than one transaction takes, of the same few operators, and several ticks at once", () => {
  /** 60 chats that are due, and their four owners. */
  async function manyDue() {
    const department = await createDepartment({ reassignAfterMinutes: 1 });
    const people = await Promise.all(
      Array.from({ length: 4 }, () => asThere({ departmentIds: [department.id], values: tireless })),
    );
    const ids: string[] = [];
    for (let i = 0; i < 15; i++) {
      for (const owner of people) {
        const { id } = await createChat(department);
        await claimChat(owner, id);
        ids.push(id);
      }
    }
    // All in one moment: a tick that is late by itself calls nobody absent.
    const { db } = await testContext({ type: "system", job: "test" });
    const past = sql`now() - interval '62 seconds'`;
    await db.update(chats).set({ assignedAt: past, awaitingSince: past }).where(inArray(chats.id, ids));
    await db.update(timers).set({ dueAt: sql`now() - interval '2 seconds'` }).where(inArray(timers.chatId, ids));
    const tickAtOnce = async () => {
      const ended = await race(0, ...people.map((door) => () => fireDueTimers(door)));
      for (const { value } of ended) expect(value).toMatchObject({ failed: 0 });
      await fireDueTimers(await testContext({ type: "system", job: "test" }));
    };
    return { department, people, ids, tickAtOnce };
  }

  test("block each other nowhere: each chat moves once", async () => {
    const { ids, tickAtOnce } = await manyDue();
    await tickAtOnce();
    expect(await outcomes(ids)).toEqual(["active 1"]);
    await expectSound(ids);
  });

  test("take each chat once from owners who cannot be reached, and count each miss once", async () => {
    const { ids, people, tickAtOnce } = await manyDue();
    for (const { actor } of people) await heardOfBefore(actor.operatorId, 90);
    await tickAtOnce();
    expect(await outcomes(ids)).toEqual(["queued 1"]);
    const missed = await Promise.all(people.map(({ actor }) => operatorOf(actor.operatorId)));
    expect(missed.map(({ misses }) => misses)).toEqual(Array(4).fill(tireless.misses + 15));
    await expectSound(ids);
  });
});
