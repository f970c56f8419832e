import { expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, text } from "@/tests/support/chat-rows";
import { asRole, asThere, createDepartment } from "@/tests/support/factories";
import { codes, expectSound, manyRounds, RACE_TIMEOUT_MS, race, tireless } from "@/tests/support/races";
import { ownedChat } from "@/tests/support/scenes";
import { takeOverChat } from "./take-over-chat";

const owned = async () => {
  const { id, owner, department, visitor } = await ownedChat({}, { values: tireless });
  return { id, owner, department, visitor, sue: await asRole("supervisor", department.id) };
};

test(
  "of two supervisors one takes the chat, and the other is told who has it",
  async () => {
    await manyRounds(async (round) => {
      const { id, sue, department } = await owned();
      const sam = await asRole("supervisor", department.id);
      const ends = await race(
        round,
        () => takeOverChat(sue, id, { epoch: 2 }),
        () => takeOverChat(sam, id, { epoch: 2 }),
      );
      expect(codes(ends).sort()).toEqual(["conflict", "ok"]);
      const winner = ends[0]?.code === "ok" ? sue : sam;
      expect(ends.find(({ code }) => code === "conflict")?.data).toMatchObject({ owner: winner.actor.name });
      expect(await chatOf(id)).toMatchObject({ epoch: 3, operatorId: winner.actor.operatorId });
      await expectSound([id]);
      return codes(ends).join(" ");
    });
  },
  RACE_TIMEOUT_MS,
);

test(
  "against a close: either the chat is closed and nobody takes it, or its new owner has it and the close is refused",
  async () => {
    await manyRounds(async (round) => {
      const { id, sue, owner } = await owned();
      const ends = await race(
        round,
        () => takeOverChat(sue, id, { epoch: 2 }),
        () => closeChat(owner, id),
      );
      expect(["ok not_owner", "closed ok"]).toContain(codes(ends).join(" "));
      await expectSound([id]);
      return codes(ends).join(" ");
    });
  },
  RACE_TIMEOUT_MS,
);

test(
  "against the owner's message: it is in the chat before the take-over, or refused with the text kept",
  async () => {
    await manyRounds(async (round) => {
      const { id, sue, owner } = await owned();
      const message = text("Here you are", { epoch: 2 });
      const ends = await race(
        round,
        () => takeOverChat(sue, id, { epoch: 2 }),
        () => sendMessage(owner, id, message),
      );
      expect(["ok ok", "ok not_owner"]).toContain(codes(ends).join(" "));
      expect(await chatOf(id)).toMatchObject({ operatorId: sue.actor.operatorId });
      await expectSound([id], ends[1]?.code === "ok" ? [message] : []);
      return codes(ends).join(" ");
    });
  },
  RACE_TIMEOUT_MS,
);

test(
  "against the visitor's message: both happen, and the message is in the chat once",
  async () => {
    await manyRounds(async (round) => {
      const { id, sue, visitor } = await owned();
      const message = text("Hello?");
      const ends = await race(
        round,
        () => takeOverChat(sue, id, { epoch: 2 }),
        () => sendMessage(visitor, id, message),
      );
      expect(codes(ends)).toEqual(["ok", "ok"]);
      await expectSound([id], [message]);
      return codes(ends).join(" ");
    });
  },
  RACE_TIMEOUT_MS,
);

test(
  "against a transfer by the owner: whoever is slower is refused",
  async () => {
    const there = await createDepartment();
    await manyRounds(async (round) => {
      const { id, sue, owner } = await owned();
      const ends = await race(
        round,
        () => takeOverChat(sue, id, { epoch: 2 }),
        () => transferChat(owner, id, { departmentId: there.id, note: "" }),
      );
      expect(["ok not_owner", "forbidden ok"]).toContain(codes(ends).join(" "));
      await expectSound([id]);
      return codes(ends).join(" ");
    });
  },
  RACE_TIMEOUT_MS,
);

test(
  "against a reassignment that is due: the chat has one owner, and a supervisor who was late is told whose it is",
  async () => {
    await manyRounds(async (round) => {
      const { id, sue, department } = await owned();
      const boris = await asThere({ departmentIds: [department.id], values: tireless });
      await ageChat(id, 10);
      const ends = await race(
        round,
        () => takeOverChat(sue, id, { epoch: 2 }),
        () => fireDueTimers(sue),
      );
      expect(["ok ok", "conflict ok"]).toContain(codes(ends).join(" "));
      const { operatorId } = await chatOf(id);
      if (ends[0]?.code === "conflict") expect(operatorId).toBe(boris.actor.operatorId);
      else expect(operatorId).toBe(sue.actor.operatorId);
      await expectSound([id]);
      return codes(ends).join(" ");
    });
  },
  RACE_TIMEOUT_MS,
);
