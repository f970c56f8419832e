import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chatEvents, legs } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { asOperator, createChat, createDepartment } from "@/tests/support/factories";
import { claimChat } from "./claim-chat";
import { closeChat } from "./close-chat";

const timeline = async (chatId: string) => {
  const db = await testDatabase();
  return db.select().from(chatEvents).where(eq(chatEvents.chatId, chatId)).orderBy(chatEvents.seq);
};

describe("claiming", () => {
  test("of two operators at once, one gets the chat and the other learns the name of the one who did", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const contexts = [await asOperator(department.id), await asOperator(department.id)];
    const outcomes = await Promise.allSettled(contexts.map((ctx) => claimChat(ctx, id)));
    const winner = contexts[outcomes.findIndex(({ status }) => status === "fulfilled")];
    const loser = outcomes.find((outcome) => outcome.status === "rejected");
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(loser?.reason).toMatchObject({ code: "conflict", data: { owner: winner?.actor.name } });
    const db = await testDatabase();
    expect(await db.select().from(legs).where(eq(legs.chatId, id))).toMatchObject([
      { operatorId: winner?.actor.operatorId, releasedAt: null, fromSeq: 3 },
    ]);
  });

  test("is told on the channel of the old epoch and of the new one, and grows the epoch", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const operator = await asOperator(department.id);
    const chat = await claimChat(operator, id);
    expect(chat).toMatchObject({ status: "active", epoch: 2, owner: { id: operator.actor.operatorId } });
    const channels = operator.published.filter(({ channel }) => channel === "chat").map((event) => event.id);
    expect(channels).toEqual([`${id}-1`, `${id}-2`]);
  });

  test("twice by the same operator changes nothing the second time", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const operator = await asOperator(department.id);
    await claimChat(operator, id);
    await claimChat(operator, id);
    expect((await timeline(id)).filter(({ kind }) => kind === "claimed")).toHaveLength(1);
  });

  test("is refused to operators of other departments and for closed chats", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    await expect(claimChat(await asOperator(), id)).rejects.toMatchObject({ code: "forbidden" });
    await closeChat(visitor, id);
    await expect(claimChat(await asOperator(department.id), id)).rejects.toMatchObject({ code: "closed" });
  });
});
