import { describe, expect, test } from "vitest";
import { distribute } from "@/lib/routing/distribute";
import { chatOf, entriesOf, legsOf, text } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import { asOperator, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { codes, expectSound, manyRounds, overloaded, RACE_TIMEOUT_MS, race, tireless } from "@/tests/support/races";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { leaveContact } from "../visitor/leave-contact";
import { switchDepartment } from "../visitor/switch-department";
import { claimChat } from "./claim-chat";

describe("a waiting chat that is accepted goes to exactly one, at the moment of", { timeout: RACE_TIMEOUT_MS }, () => {
  test("another two who accept it, who learn who was faster", async () => {
    const department = await createDepartment();
    const people = [await asOperator(department.id), await asOperator(department.id), await asOperator(department.id)];
    const ids: string[] = [];
    await manyRounds(async (round) => {
      const { id } = await createChat(department);
      ids.push(id);
      const ended = await race(round, ...people.map((ctx) => () => claimChat(ctx, id)));
      const winner = people[codes(ended).indexOf("ok")]?.actor;
      expect((await chatOf(id)).operatorId).toBe(winner?.operatorId);
      const lost = ended.filter(({ code }) => code !== "ok");
      expect(lost).toMatchObject(
        Array(2).fill({
          code: "conflict",
          data: { owner: winner?.name, state: { owner: { id: winner?.operatorId } } },
        }),
      );
      return "one";
    });
    await expectSound(ids);
  });

  test("its distribution to somebody else, who gets it or not", async () => {
    const department = await createDepartment();
    const anna = await asOperator(department.id);
    const boris = await asThere({ departmentIds: [department.id], values: tireless });
    const ids: string[] = [];
    const tally = await manyRounds(async (round) => {
      const { id } = await createChat(department);
      ids.push(id);
      const ended = await race(
        round,
        () => claimChat(anna, id),
        () => distribute(boris, [department.id]),
      );
      const isMine = ended[0]?.code === "ok";
      expect((await chatOf(id)).operatorId).toBe((isMine ? anna : boris).actor.operatorId);
      if (!isMine) expect(ended[0]).toMatchObject({ code: "conflict", data: { owner: boris.actor.name } });
      return codes(ended).join(" ");
    });
    expect(["ok ok", "conflict ok"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await expectSound(ids);
  });

  test("an answer by which somebody else takes it: the one who was slower has not written in a chat of the other's", async () => {
    const department = await createDepartment();
    const [anna, boris] = [await asOperator(department.id), await asOperator(department.id)];
    const ids: string[] = [];
    await manyRounds(async (round) => {
      const { id } = await createChat(department);
      ids.push(id);
      const ended = await race(
        round,
        () => claimChat(anna, id),
        () => sendMessage(boris, id, text("Mine", { epoch: 1 })),
      );
      const winner = ended[0]?.code === "ok" ? anna : boris;
      expect(codes(ended)).toEqual(winner === anna ? ["ok", "not_owner"] : ["conflict", "ok"]);
      expect(await chatOf(id)).toMatchObject({ operatorId: winner.actor.operatorId, epoch: 2 });
      return codes(ended).join(" ");
    });
    await expectSound(ids);
  });

  test("its visitor's leaving, by a close, with an address or to another department", async () => {
    const department = await createDepartment();
    const elsewhere = await createDepartment();
    const key = await companyKey();
    const anna = await asOperator(department.id);
    const ids: string[] = [];
    await manyRounds(async (round) => {
      const { id, visitor } = await createChat(department);
      ids.push(id);
      const leaving = [
        () => closeChat(visitor, id),
        () => leaveContact(visitor, id, "vera@example.com"),
        () => switchDepartment(visitor, id, { departmentId: elsewhere.id, key }),
      ] as const;
      const [claimed, left] = await race(round, () => claimChat(anna, id), leaving[round % 3] ?? leaving[0]);
      const end = await chatOf(id);
      if (round % 3 === 0) {
        expect([end.status, left?.code]).toEqual(["closed", "ok"]);
      } else if (claimed?.code === "ok") {
        expect(left).toMatchObject({ code: "conflict", data: { state: { status: "active" } } });
        expect(end).toMatchObject({ status: "active", operatorId: anna.actor.operatorId, departmentId: department.id });
      } else {
        expect(left?.code).toBe("ok");
        expect(claimed?.code).toBe(round % 3 === 1 ? "closed" : "forbidden");
      }
      return `${claimed?.code} ${left?.code}`;
    });
    await expectSound(ids);
  });
});

test(
  "of a chat that is distributed and switched at once, whoever has it is of the department where it is",
  async () => {
    const [here, there] = [await createDepartment(), await createDepartment()];
    const key = await companyKey();
    const anna = await asThere({ departmentIds: [here.id], values: tireless });
    const boris = await asThere({ departmentIds: [there.id], values: tireless });
    const ids: string[] = [];
    await manyRounds(async (round) => {
      const { id, visitor } = await createChat(here);
      ids.push(id);
      const ended = await race(
        round,
        () => switchDepartment(visitor, id, { departmentId: there.id, key }),
        () => distribute(anna, [here.id]),
        () => distribute(boris, [here.id, there.id]),
      );
      await distribute(boris, [here.id, there.id]);
      const chat = await chatOf(id);
      const member = { [here.id]: anna, [there.id]: boris }[chat.departmentId];
      expect(chat).toMatchObject({ status: "active", operatorId: member?.actor.operatorId });
      expect((await legsOf(id)).at(-1)).toMatchObject({ departmentId: chat.departmentId, releasedAt: null });
      if (chat.departmentId === here.id) {
        expect(ended[0]).toMatchObject({ code: "conflict", data: { state: { status: "active" } } });
      }
      expect((await entriesOf(id)).kinds.filter((kind) => kind === "assigned")).toHaveLength(1);
      return codes(ended).join(" ");
    });
    await expectSound(ids);
    expect(await overloaded([anna, boris].map(({ actor }) => actor.operatorId))).toEqual([]);
  },
  RACE_TIMEOUT_MS,
);
