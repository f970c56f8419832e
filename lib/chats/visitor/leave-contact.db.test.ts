import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { mailOutbox, offlineMessages } from "@/db/schema";
import { randomToken } from "@/lib/ids";
import { chatOf, clocksOf, entriesOf, legsOf, text, toldTo } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asVisitor } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { leaveContact } from "./leave-contact";

const messagesOf = async (chatId: string) =>
  (await testDatabase()).select().from(offlineMessages).where(eq(offlineMessages.chatId, chatId));

describe("leaving the queue with an address", () => {
  test("closes the chat, and makes all that the visitor wrote an offline message of its department", async () => {
    const offlineEmail = `${randomToken(9).toLowerCase()}@example.com`;
    const { id, visitor, department } = await waitingChat({ offlineEmail });
    const member = await asOperator(department.id);
    await sendMessage(visitor, id, text("It is about order 12"));
    visitor.published.length = 0;
    expect(await leaveContact(visitor, id, "vera@example.com")).toMatchObject({ status: "closed", queue: null });
    expect(await chatOf(id)).toMatchObject({ closeReason: "left_contact", visitorEmail: "vera@example.com" });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "closed", data: { reason: "left_contact" } });
    expect(await legsOf(id)).toMatchObject([{ operatorId: null, reason: "left", toSeq: 5 }]);
    expect(await clocksOf(id)).toEqual({});
    expect(await messagesOf(id)).toMatchObject([
      { departmentId: department.id, email: "vera@example.com", body: "Is anyone there?\n\nIt is about order 12" },
    ]);
    const db = await testDatabase();
    expect(await db.select().from(mailOutbox).where(eq(mailOutbox.to, offlineEmail))).toMatchObject([
      { replyTo: "vera@example.com" },
    ]);
    // Admins hear of it, too, whoever they are here.
    const isAdmins = ({ channel, id: to }: { channel: string; id: string }) =>
      channel === "operator" && to !== member.actor.operatorId;
    expect(toldTo(visitor.published.filter((event) => !isAdmins(event)))).toEqual(
      [
        `visitorChat ${id} event.appended`,
        `chat ${id}-1 event.appended`,
        `department ${department.id} chat.changed`,
        `operator ${member.actor.operatorId} inbox.changed`,
      ].sort(),
    );
  });

  test("twice leaves one message, also at once, and the first address stays", async () => {
    const { id, visitor } = await waitingChat();
    const [first] = await Promise.all([
      leaveContact(visitor, id, "vera@example.com"),
      leaveContact(visitor, id, "vera@example.com"),
    ]);
    expect(await leaveContact(visitor, id, "other@example.com")).toEqual(first);
    expect(await messagesOf(id)).toMatchObject([{ email: "vera@example.com" }]);
  });

  test("is refused when somebody has taken the chat meanwhile, with the present state, and leaves nothing", async () => {
    const { id, visitor, owner } = await ownedChat();
    await expect(leaveContact(visitor, id, "vera@example.com")).rejects.toMatchObject({
      code: "conflict",
      data: { state: { status: "active", owner: { name: owner.actor.name } } },
    });
    await closeChat(owner, id);
    await expect(leaveContact(visitor, id, "vera@example.com")).rejects.toMatchObject({
      code: "closed",
      data: { state: { status: "closed" } },
    });
    expect(await messagesOf(id)).toEqual([]);
    expect((await chatOf(id)).visitorEmail).toBeNull();
  });

  test("is refused to another visitor as if there were no chat", async () => {
    const { id } = await waitingChat();
    await expect(leaveContact(await asVisitor(), id, "vera@example.com")).rejects.toMatchObject({ code: "not_found" });
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
  });
});
