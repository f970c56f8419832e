import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { leaveContact } from "@/lib/chats/visitor/leave-contact";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { updateDepartment } from "@/lib/departments/update-department";
import { deactivateOperator } from "@/lib/operators/deactivate-operator";
import { setPresence } from "@/lib/operators/set-presence";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, text } from "@/tests/support/chat-rows";
import { asRole, asThere, asVisitor, createChat, createDepartment, startInput } from "@/tests/support/factories";
import { codes, expectSound, manyRounds, overloaded, RACE_TIMEOUT_MS, race, tireless } from "@/tests/support/races";
import { distribute } from "./distribute";
import { sweep } from "./sweep";

describe("distributions at once", { timeout: RACE_TIMEOUT_MS }, () => {
  test("over departments with shared operators assign no chat twice, exceed no load and leave no slot empty", async () => {
    const admin = await asRole("admin");
    await manyRounds(async (round) => {
      const departments = [await createDepartment(), await createDepartment()] as const;
      const wanted = departments.map(({ id }) => id);
      const people = [];
      for (const maxLoad of [1, 2]) {
        people.push(await asThere({ departmentIds: wanted, values: { ...tireless, maxLoad } }));
      }
      const ids: string[] = [];
      for (let i = 0; i < 5; i++) ids.push((await createChat(departments[i % 2 === 0 ? 0 : 1])).id);
      const doors = [admin, ...people];
      await race(round, ...doors.map((door) => () => distribute(door, round % 2 ? wanted : wanted.toReversed())));
      const assigned = (await Promise.all(ids.map(chatOf))).filter(({ status }) => status === "active");
      expect(assigned).toHaveLength(3);
      expect(await overloaded(people.map(({ actor }) => actor.operatorId))).toEqual([]);
      await expectSound(ids);
      for (const { id } of assigned) await closeChat(admin, id);
      return "three";
    });
  });

  test("and sweeps, closes, messages and leavings lose nothing and wait for nobody for ever", async () => {
    const department = await createDepartment();
    const options = { departmentIds: [department.id], values: { ...tireless, maxLoad: 3 } };
    const people = [await asThere(options), await asThere(options)] as const;
    const [anna, boris] = people;
    const ids: string[] = [];
    const sent: ReturnType<typeof text>[] = [];
    await manyRounds(async (round) => {
      const made = [await createChat(department), await createChat(department), await createChat(department)] as const;
      ids.push(...made.map(({ id }) => id));
      const input = text("Still here");
      const ended = await race(
        round,
        () => sweep(anna),
        () => distribute(boris, [department.id]),
        () => sendMessage(made[0].visitor, made[0].id, input),
        () => closeChat(made[1].visitor, made[1].id),
        () => leaveContact(made[2].visitor, made[2].id, "vera@example.com"),
      );
      sent.push(input);
      expect(codes(ended).slice(0, 4)).toEqual(["ok", "ok", "ok", "ok"]);
      expect(["ok", "conflict"]).toContain(ended[4]?.code);
      expect(await overloaded(people.map(({ actor }) => actor.operatorId))).toEqual([]);
      for (const { id, visitor } of made) await closeChat(visitor, id);
      return codes(ended).join(" ");
    });
    await expectSound(ids, sent);
  });
});

describe("an operator who", { timeout: RACE_TIMEOUT_MS }, () => {
  test.each(["away", "offline", "finishing"] as const)(
    "goes %s at the moment of a distribution has the chat or not, and gets nothing after it",
    async (choice) => {
      const department = await createDepartment();
      const ids: string[] = [];
      await manyRounds(async (round) => {
        const anna = await asThere({ departmentIds: [department.id], values: { ...tireless, maxLoad: 5 } });
        const [one, other] = [await createChat(department), await createChat(department)];
        ids.push(one.id, other.id);
        await race(
          round,
          () => setPresence(anna, choice === "finishing" ? { finishing: true } : { intent: choice }),
          () => distribute(anna, [department.id]),
        );
        const before = await Promise.all([chatOf(one.id), chatOf(other.id)]);
        expect(await distribute(anna, [department.id])).toEqual({ assigned: 0, reassigned: 0 });
        expect(await Promise.all([chatOf(one.id), chatOf(other.id)])).toEqual(before);
        for (const { id, visitor } of [one, other]) await closeChat(visitor, id);
        return before.map(({ status }) => status).join(" ");
      });
      await expectSound(ids);
    },
  );

  test("is deactivated at the moment of a distribution keeps nothing: the next sweep has it back in the queue", async () => {
    const department = await createDepartment();
    const admin = await asRole("admin");
    const ids: string[] = [];
    await manyRounds(async (round) => {
      const anna = await asThere({ departmentIds: [department.id], values: { ...tireless, maxLoad: 5 } });
      const { id } = await createChat(department);
      ids.push(id);
      await race(
        round,
        () => deactivateOperator(admin, anna.actor.operatorId),
        () => distribute(anna, [department.id]),
      );
      await sweep(admin);
      expect(await chatOf(id)).toMatchObject({ status: "queued", operatorId: null });
      await closeChat(admin, id);
      return "queued";
    });
    await expectSound(ids);
  });
});

describe("a waiting chat", { timeout: RACE_TIMEOUT_MS }, () => {
  test("that is abandoned, or offered an overflow, at the moment of its distribution has one end", async () => {
    const overflow = await createDepartment();
    await asThere({ departmentIds: [overflow.id], values: tireless });
    const department = await createDepartment({
      closeIdleAfterMinutes: 5,
      overflowDepartmentId: overflow.id,
      overflowAfterMinutes: 5,
    });
    const anna = await asThere({ departmentIds: [department.id], values: tireless });
    const ids: string[] = [];
    const tally = await manyRounds(async (round) => {
      const { id } = await createChat(department);
      ids.push(id);
      await ageChat(id, 5.05);
      await race(
        round,
        () => fireDueTimers(anna),
        () => distribute(anna, [department.id]),
      );
      await fireDueTimers(anna);
      const { status, closeReason, operatorId } = await chatOf(id);
      if (status === "active") expect([operatorId, closeReason]).toEqual([anna.actor.operatorId, null]);
      else expect([status, closeReason]).toEqual(["closed", "abandoned"]);
      return status;
    });
    expect(["active", "closed"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await expectSound(ids);
  });
});

test(
  "a start at the moment when its department is disabled made a whole chat, or nothing at all",
  async () => {
    const admin = await asRole("admin");
    const ids: string[] = [];
    const tally = await manyRounds(async (round) => {
      const department = await createDepartment();
      const visitor = await asVisitor();
      const input = startInput(department.key);
      const [started] = await race(
        round,
        () => startChat(visitor, visitor.token, input, "test browser"),
        () => updateDepartment(admin, department.id, { disabled: true }),
      );
      const found = await admin.db.select({ id: chats.id }).from(chats).where(eq(chats.departmentId, department.id));
      expect(found).toHaveLength(started?.code === "ok" ? 1 : 0);
      if (started?.code !== "ok") expect(started).toMatchObject({ code: "not_found", data: undefined });
      for (const { id } of found) {
        ids.push(id);
        expect((await entriesOf(id)).kinds).toEqual(["started", "message"]);
        expect(await clocksOf(id)).toMatchObject({ abandoned: expect.any(Number) });
      }
      return started?.code ?? "";
    });
    expect(["ok", "not_found"]).toEqual(expect.arrayContaining(Object.keys(tally)));
    await expectSound(ids);
  },
  RACE_TIMEOUT_MS,
);
