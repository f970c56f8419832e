import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, legs } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, createChat, createDepartment } from "@/tests/support/factories";
import { claimChat } from "./claim-chat";
import { closeChat } from "./close-chat";
import { sendMessage } from "./send-message";

const text = (body: string) => ({ clientId: uuidv7(), body });

describe("closing", () => {
  test("ends the leg after the last entry, and a second close changes nothing", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const owner = await asOperator(department.id);
    await claimChat(owner, id);
    await sendMessage(owner, id, text("Bye"));
    const state = await closeChat(owner, id);
    expect(await closeChat(owner, id)).toEqual(state);
    const db = await testDatabase();
    expect(await db.select().from(legs).where(eq(legs.chatId, id))).toMatchObject([
      { fromSeq: 3, toSeq: 6, reason: "closed", firstReplyAt: expect.any(Date), releasedAt: expect.any(Date) },
    ]);
    expect(await db.select().from(chats).where(eq(chats.id, id))).toMatchObject([
      { status: "closed", closeReason: "operator", closedAt: expect.any(Date) },
    ]);
  });

  test("is refused to a colleague, allowed to a supervisor of the department", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    await claimChat(await asOperator(department.id), id);
    await expect(closeChat(await asOperator(department.id), id)).rejects.toMatchObject({ code: "not_owner" });
    await expect(closeChat(await asRole("supervisor"), id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await closeChat(await asRole("supervisor", department.id), id)).toMatchObject({ status: "closed" });
  });
});
