import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, entriesOf, text } from "@/tests/support/chat-rows";
import { asThere, createChat, createDepartment } from "@/tests/support/factories";
import { codes, expectSound, manyRounds, RACE_TIMEOUT_MS, race, tireless } from "@/tests/support/races";
import { answerOffer } from "./answer-offer";
import { transferChat } from "./transfer-chat";

const accept = { answer: "accept" } as const;
const decline = { answer: "decline" } as const;
const withdraw = { answer: "withdraw" } as const;

/** Anna offers a chat of each round to Boris of the same department. */
async function scene() {
  const department = await createDepartment({ reassignAfterMinutes: 1 });
  const options = { departmentIds: [department.id], values: tireless };
  const [anna, boris] = [await asThere(options), await asThere(options)];
  const ids: string[] = [];
  return {
    department,
    anna,
    boris,
    ids,
    async offered() {
      const chat = await createChat(department);
      ids.push(chat.id);
      await claimChat(anna, chat.id);
      await transferChat(anna, chat.id, { operatorId: boris.actor.operatorId, note: "" });
      return chat;
    },
  };
}

describe("an offer ends in exactly one way", { timeout: RACE_TIMEOUT_MS }, () => {
  test("accepted, declined and withdrawn at once: one counts, the others are told the present state", async () => {
    const { anna, boris, ids, offered } = await scene();
    await manyRounds(async (round) => {
      const { id } = await offered();
      const ended = await race(
        round,
        () => answerOffer(boris, id, accept),
        () => answerOffer(boris, id, decline),
        () => answerOffer(anna, id, withdraw),
      );
      const winner = codes(ended).indexOf("ok");
      const owner = winner === 0 ? boris : anna;
      expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, offeredAt: null });
      const lost = ended.filter(({ code }) => code !== "ok");
      const state = { state: { owner: { id: owner.actor.operatorId } }, owner: owner.actor.name };
      expect(lost).toMatchObject(Array(2).fill({ code: "conflict", data: state }));
      const { kinds } = await entriesOf(id);
      expect(kinds.filter((kind) => kind === "accepted" || kind === "declined")).toHaveLength(1);
      return String(winner);
    });
    await expectSound(ids);
  });

  test("accepted at the moment when it expires", async () => {
    const { anna, boris, ids, offered } = await scene();
    const tally = await manyRounds(async (round) => {
      const { id } = await offered();
      await sendMessage(anna, id, text("I hand you over", { epoch: 2 }));
      await ageChat(id, 1.05);
      const ended = await race(
        round,
        () => answerOffer(boris, id, accept),
        () => fireDueTimers(anna),
      );
      const owner = ended[0]?.code === "ok" ? boris : anna;
      expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, offeredAt: null });
      return codes(ended).join(" ");
    });
    expect(["ok ok", "conflict ok"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await expectSound(ids);
  });

  test("accepted at the moment when the owner has not reacted and the chat moves to somebody else", async () => {
    const { anna, boris, department, ids, offered } = await scene();
    const clara = await asThere({ departmentIds: [department.id], values: tireless });
    await manyRounds(async (round) => {
      const { id } = await offered();
      await ageChat(id, 1.05);
      const ended = await race(
        round,
        () => answerOffer(boris, id, accept),
        () => fireDueTimers(anna),
      );
      const { operatorId, offeredAt } = await chatOf(id);
      expect(offeredAt).toBeNull();
      if (ended[0]?.code === "ok") expect(operatorId).toBe(boris.actor.operatorId);
      else expect([boris.actor.operatorId, clara.actor.operatorId]).toContain(operatorId);
      expect((await entriesOf(id)).kinds.filter((kind) => kind === "reassigned" || kind === "accepted")).toHaveLength(
        1,
      );
      return codes(ended).join(" ");
    });
    await expectSound(ids);
  });

  test("accepted at the moment when its owner closes the chat, holds it, or sends it elsewhere", async () => {
    const { anna, boris, ids, offered } = await scene();
    const elsewhere = await createDepartment();
    await manyRounds(async (round) => {
      const { id } = await offered();
      const doing = [
        () => closeChat(anna, id),
        () => holdChat(anna, id, true),
        () => transferChat(anna, id, { departmentId: elsewhere.id, note: "" }),
      ] as const;
      const which = round % 3;
      const [accepted, done] = await race(round, () => answerOffer(boris, id, accept), doing[which] ?? doing[0]);
      const { status, operatorId, heldAt } = await chatOf(id);
      if (accepted?.code === "ok") {
        expect([status, operatorId, heldAt]).toEqual(["active", boris.actor.operatorId, null]);
        if (done?.code !== "ok") expect(done).toMatchObject({ code: "not_owner", data: { owner: boris.actor.name } });
        expect(done?.code === "ok" ? which : 1).toBe(1);
      } else {
        expect(["conflict", "forbidden"]).toContain(accepted?.code);
        expect(status).toBe(which === 0 ? "closed" : "queued");
      }
      return `${which} ${accepted?.code} ${done?.code}`;
    });
    await expectSound(ids);
  });
});

test(
  "operators who hand chats to each other at the same moment wait for nobody for ever, and every chat has changed hands",
  async () => {
    const { anna, boris, department, ids } = await scene();
    await manyRounds(async (round) => {
      const chats = [await createChat(department), await createChat(department)] as const;
      ids.push(chats[0].id, chats[1].id);
      await claimChat(anna, chats[0].id);
      await claimChat(boris, chats[1].id);
      await transferChat(anna, chats[0].id, { operatorId: boris.actor.operatorId, note: "" });
      await transferChat(boris, chats[1].id, { operatorId: anna.actor.operatorId, note: "" });
      const ended = await race(
        round,
        () => answerOffer(boris, chats[0].id, accept),
        () => answerOffer(anna, chats[1].id, accept),
      );
      expect(codes(ended)).toEqual(["ok", "ok"]);
      expect(await chatOf(chats[0].id)).toMatchObject({ operatorId: boris.actor.operatorId });
      expect(await chatOf(chats[1].id)).toMatchObject({ operatorId: anna.actor.operatorId });
      return "ok";
    });
    await expectSound(ids);
  },
  RACE_TIMEOUT_MS,
);
