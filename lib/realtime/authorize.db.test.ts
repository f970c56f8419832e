import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { departmentMembers } from "@/db/schema";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, asVisitor, createChat, createDepartment } from "@/tests/support/factories";
import { mayJoin } from "./authorize";
import { channelName, chatChannelId } from "./events";

async function scene() {
  const department = await createDepartment();
  const { id, visitor } = await createChat(department);
  const operator = await asOperator(department.id);
  const join = async (ctx: { actor: Parameters<typeof mayJoin>[1] }, name: string) =>
    mayJoin(await testDatabase(), ctx.actor, name);
  return { department, id, visitor, operator, join };
}

describe("a visitor may join", () => {
  test("the visitor channel of an own chat, and nothing else", async () => {
    const { department, id, visitor, operator, join } = await scene();
    expect(await join(visitor, channelName("visitorChat", id))).toBe(true);
    for (const kind of ["chat", "viewers"] as const) {
      expect(await join(visitor, channelName(kind, chatChannelId(id, 1)))).toBe(false);
    }
    expect(await join(visitor, channelName("department", department.id))).toBe(false);
    expect(await join(visitor, channelName("operator", operator.actor.operatorId))).toBe(false);
    expect(await join(await asVisitor(), channelName("visitorChat", id))).toBe(false);
    expect(await join(visitor, channelName("visitorChat", crypto.randomUUID()))).toBe(false);
  });
});

describe("an operator may join", () => {
  test("own departments, their chats and the own channel", async () => {
    const { department, id, operator, join } = await scene();
    expect(await join(operator, channelName("department", department.id))).toBe(true);
    expect(await join(operator, channelName("chat", chatChannelId(id, 1)))).toBe(true);
    expect(await join(operator, channelName("viewers", chatChannelId(id, 1)))).toBe(true);
    expect(await join(operator, channelName("operator", operator.actor.operatorId))).toBe(true);
  });

  test("nothing of another department, of a colleague or of a visitor", async () => {
    const { department, id, operator, join } = await scene();
    for (const outsider of [await asOperator((await createDepartment()).id), await asRole("supervisor")]) {
      expect(await join(outsider, channelName("department", department.id))).toBe(false);
      expect(await join(outsider, channelName("chat", chatChannelId(id, 1)))).toBe(false);
      expect(await join(outsider, channelName("viewers", chatChannelId(id, 1)))).toBe(false);
      expect(await join(outsider, channelName("operator", operator.actor.operatorId))).toBe(false);
    }
    expect(await join(operator, channelName("visitorChat", id))).toBe(false);
  });

  test("the present epoch of a chat only: a change of owner ends the old channel", async () => {
    const { id, operator, join } = await scene();
    await claimChat(operator, id);
    for (const kind of ["chat", "viewers"] as const) {
      expect(await join(operator, channelName(kind, chatChannelId(id, 1)))).toBe(false);
      expect(await join(operator, channelName(kind, chatChannelId(id, 2)))).toBe(true);
      expect(await join(operator, channelName(kind, chatChannelId(id, 3)))).toBe(false);
    }
  });

  test("nothing of a department any more once they have left it", async () => {
    const { department, id, operator, join } = await scene();
    const db = await testDatabase();
    await db.delete(departmentMembers).where(eq(departmentMembers.operatorId, operator.actor.operatorId));
    expect(await join(operator, channelName("department", department.id))).toBe(false);
    expect(await join(operator, channelName("chat", chatChannelId(id, 1)))).toBe(false);
    expect(await join(operator, channelName("viewers", chatChannelId(id, 1)))).toBe(false);
  });

  test("every department as an admin", async () => {
    const { department, id, join } = await scene();
    const admin = await asRole("admin");
    expect(await join(admin, channelName("department", department.id))).toBe(true);
    expect(await join(admin, channelName("chat", chatChannelId(id, 1)))).toBe(true);
  });
});
