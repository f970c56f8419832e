import { describe, expect, test } from "vitest";
import { uuidv7 } from "@/lib/ids";
import { asOperator, asRole, asVisitor, createDepartment, testContext } from "@/tests/support/factories";
import { leaveOfflineMessage } from "./leave-offline-message";
import { countOpenOfflineMessages, findOfflineMessage, listOfflineMessages } from "./queries";
import { leaveOfflineMessageInput } from "./schemas";
import { setHandled } from "./set-handled";

async function leave(department: { key: string }, body = "Please call back.") {
  const visitor = await asVisitor();
  const given = { key: department.key, clientId: uuidv7(), name: "Vera", email: "vera@example.com", body };
  const { id } = await leaveOfflineMessage(visitor, visitor.token, leaveOfflineMessageInput.parse(given));
  return id;
}

const told = (...ids: string[]) =>
  ids.map((id) => ({ channel: "operator", id, name: "inbox.changed", data: { reason: "offline" } }));

describe("the list", () => {
  test("holds the messages of the operator's own departments: open ones first, newest first", async () => {
    const [mine, foreign] = [await createDepartment({ color: "#0b6275" }), await createDepartment()];
    const operator = await asOperator(mine.id);
    const first = await leave(mine, "first");
    const second = await leave(mine, "second");
    const third = await leave(mine, "third");
    await leave(foreign);
    await setHandled(operator, third, true);
    const listed = await listOfflineMessages(operator.db, operator.actor);
    expect(listed.map(({ id }) => id)).toEqual([second, first, third]);
    expect(listed[2]).toMatchObject({ handledBy: operator.actor.name, body: "third" });
    expect(listed[0]?.department).toEqual({ id: mine.id, name: mine.name, color: "#0b6275", logoUrl: null });
    expect(await countOpenOfflineMessages(operator.db, operator.actor)).toBe(2);
  });

  test("is empty for an operator of no department, and an admin's holds every department", async () => {
    const department = await createDepartment();
    const id = await leave(department);
    const stranger = await asOperator();
    expect(await listOfflineMessages(stranger.db, stranger.actor)).toEqual([]);
    expect(await countOpenOfflineMessages(stranger.db, stranger.actor)).toBe(0);
    const admin = await asRole("admin");
    expect((await listOfflineMessages(admin.db, admin.actor)).map((message) => message.id)).toContain(id);
    expect(await countOpenOfflineMessages(admin.db, admin.actor)).toBeGreaterThan(0);
  });
});

describe("handling a message", () => {
  test("says who did it, tells the members, and can be taken back by a colleague", async () => {
    const department = await createDepartment();
    const [one, other] = [await asOperator(department.id), await asOperator(department.id)];
    const id = await leave(department);
    const handled = await setHandled(one, id, true);
    expect(handled).toMatchObject({ id, handledBy: one.actor.name, handledAt: expect.any(String) });
    expect(one.published).toEqual(expect.arrayContaining(told(one.actor.operatorId, other.actor.operatorId)));
    expect(await setHandled(other, id, false)).toMatchObject({ handledBy: null, handledAt: null });
    expect(other.published).toEqual(expect.arrayContaining(told(one.actor.operatorId, other.actor.operatorId)));
  });

  test("of two operators who handle it at once one succeeds, and the other is told who it was", async () => {
    const department = await createDepartment();
    const both = [await asOperator(department.id), await asOperator(department.id)];
    for (let round = 0; round < 5; round++) {
      const id = await leave(department);
      const outcomes = await Promise.allSettled(both.map((ctx) => setHandled(ctx, id, true)));
      const done = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
      const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(done).toHaveLength(1);
      expect(refused).toMatchObject([{ code: "conflict", data: { handledBy: done[0]?.handledBy } }]);
    }
  });

  test("asking for what is so already changes nothing and tells nobody", async () => {
    const department = await createDepartment();
    const operator = await asOperator(department.id);
    const id = await leave(department);
    expect(await setHandled(operator, id, false)).toMatchObject({ handledAt: null });
    const { handledAt } = await setHandled(operator, id, true);
    operator.published.length = 0;
    expect(await setHandled(operator, id, true)).toMatchObject({ handledAt });
    expect(operator.published).toEqual([]);
  });

  test("an operator or supervisor of another department is refused, an admin of none is not", async () => {
    const [department, other] = [await createDepartment(), await createDepartment()];
    const id = await leave(department);
    for (const role of ["operator", "supervisor"] as const) {
      const ctx = await asRole(role, other.id);
      await expect(setHandled(ctx, id, true)).rejects.toMatchObject({ code: "forbidden" });
      expect(ctx.published).toEqual([]);
    }
    const admin = await asRole("admin");
    expect(await setHandled(admin, id, true)).toMatchObject({ handledBy: admin.actor.name });
  });

  test("its visitor, a job, and whoever names no message are refused, and nothing changes", async () => {
    const department = await createDepartment();
    const id = await leave(department);
    for (const ctx of [await asVisitor(), await testContext({ type: "system", job: "any" })]) {
      await expect(setHandled(ctx, id, true)).rejects.toMatchObject({ code: "forbidden" });
    }
    const operator = await asOperator(department.id);
    await expect(setHandled(operator, uuidv7(), true)).rejects.toMatchObject({ code: "not_found" });
    expect(await findOfflineMessage(operator.db, id)).toMatchObject({ handledAt: null });
  });
});
