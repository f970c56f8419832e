import { describe, expect, test, vi } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import type { RoutingChange } from "@/lib/context";
import { replaceMembers } from "@/lib/departments/replace-members";
import { setPresence } from "@/lib/operators/set-presence";
import { updateOperatorCapacity } from "@/lib/settings/update-operator-capacity";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { chatOf } from "@/tests/support/chat-rows";
import { asRole, asThere, createChat, createDepartment, type TestContext } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { settle } from "./settle";

/** Acts as the product does: what waits is distributed after each command. */
const settling = <C extends TestContext>(ctx: C): C => ({
  ...ctx,
  settle: (changes: RoutingChange[]) => settle(ctx, changes, { defer: false }),
});

/** Anna has one chat and no slot left; another one waits in her department. */
async function fullOperator() {
  const { owner, id, department } = await ownedChat({}, { values: { maxLoad: 1 } });
  const waiting = await createChat(department);
  return { anna: settling(owner), id, department, waiting, admin: settling(await asRole("admin")) };
}
type Scene = Awaited<ReturnType<typeof fullOperator>>;

describe("what waits is distributed at once when", () => {
  test.each<[string, (scene: Scene) => Promise<unknown>]>([
    ["a chat is closed", ({ anna, id }) => closeChat(anna, id)],
    ["a chat is put on hold", ({ anna, id }) => holdChat(anna, id, true)],
    [
      "a chat is transferred away",
      async ({ anna, id }) => transferChat(anna, id, { departmentId: (await createDepartment()).id, note: "" }),
    ],
    [
      "an operator's load is raised",
      ({ admin, anna }) => updateOperatorCapacity(admin, anna.actor.operatorId, { maxLoad: 2, channelTypes: ["web"] }),
    ],
  ])("%s", async (_, change) => {
    const scene = await fullOperator();
    await change(scene);
    expect(await chatOf(scene.waiting.id)).toMatchObject({
      status: "active",
      operatorId: scene.anna.actor.operatorId,
    });
  });

  test("somebody joins the department, and when somebody goes Online", async () => {
    const { department, waiting, admin, anna } = await fullOperator();
    const boris = settling(await asThere({ departmentIds: [], values: { intent: "offline" } }));
    const members = [anna, boris].map(({ actor }) => ({ operatorId: actor.operatorId, line: 1 }));
    await replaceMembers(admin, department.id, members);
    expect(await chatOf(waiting.id)).toMatchObject({ status: "queued" });
    await setPresence(boris, { intent: "online" });
    expect(await chatOf(waiting.id)).toMatchObject({ operatorId: boris.actor.operatorId });
    const clara = await asThere({ departmentIds: [] });
    const next = await createChat(department);
    await setPresence(boris, { intent: "away" });
    await replaceMembers(admin, department.id, [...members, { operatorId: clara.actor.operatorId, line: 1 }]);
    expect(await chatOf(next.id)).toMatchObject({ operatorId: clara.actor.operatorId });
  });

  test("a chat is queued in a department with a free operator", async () => {
    const { owner, id } = await ownedChat();
    const other = await createDepartment();
    const clara = await asThere({ departmentIds: [other.id] });
    await transferChat(settling(owner), id, { departmentId: other.id, note: "" });
    expect(await chatOf(id)).toMatchObject({ operatorId: clara.actor.operatorId, departmentId: other.id });
  });
});

describe("after a change", () => {
  test("nothing is read of departments in which nobody waits", async () => {
    const { owner, department } = await ownedChat();
    const publish = vi.fn(async () => undefined);
    await settle({ db: owner.db, publish }, [{ departmentId: department.id }], { defer: false });
    expect(publish).not.toHaveBeenCalled();
  });

  test("those who still wait hear their place before this resolves, and a command does not fail when telling does", async () => {
    const { anna, id, department } = await fullOperator();
    const third = await createChat(department);
    anna.published.length = 0;
    await closeChat(anna, id);
    expect(anna.published).toContainEqual(
      expect.objectContaining({
        id: third.id,
        name: "queue.moved",
        data: expect.objectContaining({ chatId: third.id }),
      }),
    );
    const failing = { ...anna, settle: () => Promise.reject(new Error("the database is gone")) };
    const { id: next } = await createChat(department);
    await closeChat({ ...failing, actor: (await asRole("supervisor", department.id)).actor }, next);
    expect(await chatOf(next)).toMatchObject({ status: "closed" });
  });

  test("where the process lives on, a burst of changes is told once, a moment later", async () => {
    const { anna, id, department } = await fullOperator();
    const third = await createChat(department);
    anna.published.length = 0;
    const later = { ...anna, settle: (changes: RoutingChange[]) => settle(anna, changes, { defer: true }) };
    await closeChat(later, id);
    for (let i = 0; i < 3; i++) await settle(anna, [{ departmentId: department.id }], { defer: true });
    const told = () => anna.published.filter((event) => event.id === third.id);
    await expect
      .poll(told, { timeout: 60_000 })
      .toMatchObject([{ name: "queue.moved", data: { queue: { place: 1 } } }]);
  });
});
