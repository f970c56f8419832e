import { describe, expect, test } from "vitest";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { setPresence } from "@/lib/operators/set-presence";
import { distribute } from "@/lib/routing/distribute";
import { ageChat } from "@/tests/support/age-chat";
import { heardOfBefore, setOperator, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { fireAllDue, ownedChat } from "@/tests/support/scenes";
import { getBoard } from "./get-board";
import { listBoardChats } from "./list-board-chats";

/** A supervisor who takes no chats, so that the numbers are those of the operators. */
async function asSupervisor(...departmentIds: string[]) {
  const sue = await asRole("supervisor", ...departmentIds);
  await setOperator(sue.actor.operatorId, { intent: "offline" });
  return sue;
}

async function busyDepartment() {
  const department = await createDepartment();
  const anna = await asThere({ departmentIds: [department.id], name: "Anna", values: { maxLoad: 3 } });
  const [first, second] = [await createChat(department), await createChat(department)];
  await distribute(anna, [department.id]);
  await holdChat(anna, second.id, true);
  await ageChat(first.id, 3);
  return { department, anna, first, second, sue: await asSupervisor(department.id) };
}

describe("the board", () => {
  test("shows queue, waits, loads, free slots and today's numbers of a department", async () => {
    const { department, anna, first, sue } = await busyDepartment();
    await setOperator(anna.actor.operatorId, { maxLoad: 1 });
    const third = await createChat(department);
    await ageChat(third.id, 7);
    const { departments, operators } = await getBoard(sue.db, sue.actor);
    expect(departments).toHaveLength(1);
    expect(departments[0]).toMatchObject({
      id: department.id,
      state: "busy",
      waiting: 1,
      active: 2,
      held: 1,
      online: 1,
      freeSlots: 0,
      chatsToday: expect.any(Number),
      missesToday: 0,
    });
    const age = (iso: string | null | undefined) => Math.round((Date.now() - Date.parse(iso ?? "")) / 60_000);
    expect(age(departments[0]?.waitingSince)).toBe(7);
    expect(age(departments[0]?.unansweredSince)).toBe(3);
    expect(operators.find(({ id }) => id === anna.actor.operatorId)).toMatchObject({
      load: 1,
      maxLoad: 1,
      chats: 2,
      held: 1,
      isReachable: true,
      departmentIds: [department.id],
      missesToday: 0,
    });
    expect(first.id).not.toBe(third.id);
  });

  test("counts what was missed today, with whom and where, and how long those waited that were taken", async () => {
    const { id, owner, department } = await ownedChat({ reassign: true, reassignAfterMinutes: 1 });
    const boris = await asThere({ departmentIds: [department.id] });
    await ageChat(id, 2);
    await fireAllDue(boris);
    const sue = await asSupervisor(department.id);
    const { departments, operators } = await getBoard(sue.db, sue.actor);
    expect(departments[0]).toMatchObject({ missesToday: 1, active: 1 });
    expect(departments[0]?.chatsToday).toBeLessThanOrEqual(1);
    const missesOf = (who: string) => operators.find((one) => one.id === who)?.missesToday;
    expect([missesOf(owner.actor.operatorId), missesOf(boris.actor.operatorId)]).toEqual([1, 0]);
  });

  test("tells a lost connection from Away, and who takes chats comes first", async () => {
    const department = await createDepartment();
    const sue = await asSupervisor(department.id);
    const member = (name: string) => asThere({ departmentIds: [department.id], name });
    const [lost, away, there] = [await member("Lost"), await member("Away"), await member("There")];
    await heardOfBefore(lost.actor.operatorId, 61);
    await setOperator(away.actor.operatorId, { intent: "away" });
    const { operators, departments } = await getBoard(sue.db, sue.actor);
    expect(operators.map(({ name }) => name).slice(0, 3)).toEqual(["There", "Lost", "Away"]);
    expect(operators.find(({ name }) => name === "Lost")).toMatchObject({ intent: "online", isReachable: false });
    expect(departments[0]).toMatchObject({ online: 1, freeSlots: 5 });
    expect(there.actor.name).toBe("There");
  });

  test("is of a supervisor's own departments, of all for an admin, and of no operator", async () => {
    const { department, sue } = await busyDepartment();
    const elsewhere = await createDepartment();
    const mine = await getBoard(sue.db, sue.actor);
    expect(mine.departments.map(({ id }) => id)).toEqual([department.id]);
    expect(JSON.stringify(mine)).not.toContain(elsewhere.id);
    const admin = await asRole("admin");
    const ids = (await getBoard(admin.db, admin.actor)).departments.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([department.id, elsewhere.id]));
    const anna = await asOperator(department.id);
    await expect(getBoard(anna.db, anna.actor)).rejects.toMatchObject({ code: "forbidden" });
    const nowhere = await asRole("supervisor");
    expect(await getBoard(nowhere.db, nowhere.actor)).toMatchObject({ departments: [], operators: [], alerts: [] });
  });

  test("is told when an operator is something else, in each of their departments", async () => {
    const [one, other] = [await createDepartment(), await createDepartment()];
    const anna = await asOperator(one.id, other.id);
    await setPresence(anna, { intent: "away" });
    expect(toldTo(anna.published)).toEqual(
      expect.arrayContaining([`department ${one.id} board.changed`, `department ${other.id} board.changed`]),
    );
  });
});

describe("the chats behind it", () => {
  test("of a department are its open ones, waiting ones first", async () => {
    const { department, sue, first, second, anna } = await busyDepartment();
    const waiting = await createChat(department);
    const { chats, total } = await listBoardChats(sue.db, sue.actor, { departmentId: department.id });
    expect(chats.map(({ id }) => id)).toEqual([waiting.id, first.id, second.id]);
    expect(total).toBe(3);
    const of = await listBoardChats(sue.db, sue.actor, { operatorId: anna.actor.operatorId });
    expect(of.chats.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  test("of an operator are those alone that the reader supervises", async () => {
    const { department, anna, sue } = await busyDepartment();
    const secret = await createDepartment();
    const elsewhere = await createChat(secret);
    await claimChat({ ...anna, actor: { ...anna.actor, role: "admin" } }, elsewhere.id);
    const of = await listBoardChats(sue.db, sue.actor, { operatorId: anna.actor.operatorId });
    expect(of.chats.map((chat) => chat.department.id)).toEqual([department.id, department.id]);
    expect(JSON.stringify(await getBoard(sue.db, sue.actor))).not.toContain(secret.id);
  });

  test("are refused to operators, and to supervisors of other departments", async () => {
    const { department } = await busyDepartment();
    for (const ctx of [await asOperator(department.id), await asRole("supervisor", (await createDepartment()).id)]) {
      await expect(listBoardChats(ctx.db, ctx.actor, { departmentId: department.id })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });
});
