import { describe, expect, test } from "vitest";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { answerOffer } from "@/lib/transfers/answer-offer";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, entriesOf, text } from "@/tests/support/chat-rows";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { codes, expectSound, manyRounds, RACE_TIMEOUT_MS, race, tireless } from "@/tests/support/races";
import { closeChat } from "../close-chat";
import { claimChat } from "../operator/claim-chat";
import { sendMessage } from "./send-message";

/** Two operators with any number of slots; each round has a chat of its own, which Anna has. */
async function scene() {
  const department = await createDepartment({ reassignAfterMinutes: 1, closeIdleAfterMinutes: 5 });
  const other = await createDepartment();
  const options = { departmentIds: [department.id, other.id], values: tireless };
  const [anna, boris] = [await asThere(options), await asThere(options)];
  const ids: string[] = [];
  const sent: { clientId: string }[] = [];
  return {
    anna,
    boris,
    department,
    other,
    async chat(isOwned = true) {
      const chat = await createChat(department);
      if (isOwned) await claimChat(anna, chat.id);
      ids.push(chat.id);
      return chat;
    },
    /** A message that must be there once if it is acknowledged. */
    message(send: (input: ReturnType<typeof text>) => Promise<unknown>, epoch?: number) {
      const input = text("At this very moment", epoch === undefined ? {} : { epoch });
      return async () => {
        await send(input);
        sent.push(input);
      };
    },
    sound: () => expectSound(ids, sent),
  };
}

describe("a visitor's message is taken once, and lost to nothing, at the moment of", {
  timeout: RACE_TIMEOUT_MS,
}, () => {
  test("a reassignment", async () => {
    const { anna, boris, chat, message, sound } = await scene();
    await manyRounds(async (round) => {
      const { id, visitor } = await chat();
      await ageChat(id, 1.05);
      const ended = await race(
        round,
        message((input) => sendMessage(visitor, id, input)),
        () => fireDueTimers(anna),
      );
      // What the message held locked is left to the next tick.
      await fireDueTimers(anna);
      expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId, hops: 1, lastMessageBy: "visitor" });
      return codes(ended).join(" ");
    });
    await sound();
  });

  test("an acceptance", async () => {
    const { anna, chat, message, sound } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id, visitor } = await chat(false);
      const ended = await race(
        round,
        message((input) => sendMessage(visitor, id, input)),
        () => claimChat(anna, id),
      );
      expect(await chatOf(id)).toMatchObject({ operatorId: anna.actor.operatorId, unreadCount: 2 });
      return codes(ended).join(" ");
    });
    expect(Object.keys(tally)).toEqual(["ok ok"]);
    await sound();
  });

  test("a transfer to a department", async () => {
    const { anna, other, chat, message, sound } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id, visitor } = await chat();
      const ended = await race(
        round,
        message((input) => sendMessage(visitor, id, input)),
        () => transferChat(anna, id, { departmentId: other.id, note: "" }),
      );
      expect(await chatOf(id)).toMatchObject({ status: "queued", departmentId: other.id });
      return codes(ended).join(" ");
    });
    expect(Object.keys(tally)).toEqual(["ok ok"]);
    await sound();
  });

  test("the acceptance of an offer, and of the former owner's answer either counts or is refused", async () => {
    const { anna, boris, chat, message, sound } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id, visitor } = await chat();
      await transferChat(anna, id, { operatorId: boris.actor.operatorId, note: "" });
      const ended = await race(
        round,
        message((input) => sendMessage(visitor, id, input)),
        () => answerOffer(boris, id, { answer: "accept" }),
        message((input) => sendMessage(anna, id, input), 2),
      );
      expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId, offeredAt: null, epoch: 3 });
      if (ended[2]?.code !== "ok") {
        expect(ended[2]).toMatchObject({ code: "not_owner", data: { state: { owner: { name: boris.actor.name } } } });
      }
      return codes(ended).join(" ");
    });
    expect(["ok ok ok", "ok ok not_owner"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await sound();
  });

  test("a close: it is before the close or refused with the closed state", async () => {
    const { anna, chat, message, sound } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id, visitor } = await chat();
      const ended = await race(
        round,
        message((input) => sendMessage(visitor, id, input)),
        () => closeChat(anna, id),
        message((input) => sendMessage(anna, id, input), 2),
      );
      const { kinds } = await entriesOf(id);
      expect(kinds.at(-1)).toBe("closed");
      for (const { code, data } of [ended[0], ended[2]].flatMap((one) => (one && one.code !== "ok" ? [one] : []))) {
        expect([code, data]).toMatchObject(["closed", { state: { status: "closed" } }]);
      }
      return codes(ended).join(" ");
    });
    expect(Object.keys(tally).every((end) => /^(ok|closed) ok (ok|closed)$/.test(end))).toBe(true);
    await sound();
  });

  test("the close of an idle chat: either it came first and the chat stays, or it is refused and can reopen it", async () => {
    const { anna, chat, message, sound } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id, visitor } = await chat();
      await sendMessage(anna, id, text("Anything else?"));
      await ageChat(id, 4.05);
      await fireDueTimers(anna);
      await ageChat(id, 1.05);
      const ended = await race(
        round,
        message((input) => sendMessage(visitor, id, input)),
        () => fireDueTimers(anna),
      );
      const { status } = await chatOf(id);
      if (ended[0]?.code === "ok") expect(status).toBe("active");
      else expect(ended[0]).toMatchObject({ code: "closed", data: { state: { status: "closed" } } });
      if (status === "closed") await message((input) => sendMessage(visitor, id, { ...input, reopen: true }))();
      return codes(ended).join(" ");
    });
    expect(["ok ok", "closed ok"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await sound();
  });
});

test(
  "the owner's answer at the moment of reassignment: if it came first nothing moves, else the loser is told who has it",
  async () => {
    const { anna, boris, chat, message, sound } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id } = await chat();
      await ageChat(id, 1.05);
      const ended = await race(
        round,
        message((input) => sendMessage(anna, id, input), 2),
        () => fireDueTimers(anna),
      );
      const { kinds } = await entriesOf(id);
      if (ended[0]?.code === "ok") {
        expect(kinds).not.toContain("reassigned");
        expect(await chatOf(id)).toMatchObject({ operatorId: anna.actor.operatorId, hops: 0, awaitingSince: null });
      } else {
        const state = { owner: { id: boris.actor.operatorId, name: boris.actor.name }, epoch: 3 };
        expect(ended[0]).toMatchObject({ code: "not_owner", data: { state } });
        expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId });
      }
      return codes(ended).join(" ");
    });
    expect(["ok ok", "not_owner ok"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await sound();
  },
  RACE_TIMEOUT_MS,
);
