import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import type { RoutingChange } from "@/lib/context";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf } from "@/tests/support/chat-rows";
import { asThere, createChat, createDepartment, type TestContext } from "@/tests/support/factories";
import { distribute } from "./distribute";
import { settle } from "./settle";

const settling = <C extends TestContext>(ctx: C): C => ({
  ...ctx,
  settle: (changes: RoutingChange[]) => settle(ctx, changes, { defer: false }),
});

const full = { values: { maxLoad: 1 } };

/**
 * Anna and Boris are full, neither has reacted, and nobody else is there: both chats stay and are tried again at every
 * change. Boris also answers for another department, in which a chat waits for him.
 */
async function twoOverdue() {
  const department = await createDepartment({ reassignAfterMinutes: 1 });
  const other = await createDepartment();
  const anna = await asThere({ departmentIds: [department.id], ...full });
  const boris = await asThere({ departmentIds: [department.id, other.id], ...full });
  const first = await createChat(department);
  const second = await createChat(department);
  await claimChat(anna, first.id);
  await claimChat(boris, second.id);
  for (const { id } of [first, second]) await ageChat(id, 1.05);
  await fireDueTimers(anna);
  const elsewhere = await createChat(other);
  return { department, anna, boris, first, second, elsewhere };
}

const ownersOf = async (...chats: { id: string }[]) =>
  Promise.all(chats.map(async ({ id }) => (await chatOf(id)).operatorId));

describe("a chat that moves on leaves a slot behind", () => {
  test("which the next one gets in the same distribution", async () => {
    const { department, anna, first, second } = await twoOverdue();
    const clara = await asThere({ departmentIds: [department.id], ...full });
    expect(await distribute(clara, [department.id])).toEqual({ assigned: 0, reassigned: 2 });
    expect(await ownersOf(first, second)).toEqual([clara.actor.operatorId, anna.actor.operatorId]);
  });

  test("which a chat that waits in another department gets at once, and not with the next sweep", async () => {
    const { department, anna, boris, first, second, elsewhere } = await twoOverdue();
    const clara = settling(await asThere({ departmentIds: [department.id], ...full }));
    const busy = await createChat(department);
    await claimChat(clara, busy.id);
    await closeChat(clara, busy.id);
    expect(await ownersOf(first, second, elsewhere)).toEqual([
      clara.actor.operatorId,
      anna.actor.operatorId,
      boris.actor.operatorId,
    ]);
  });
});
