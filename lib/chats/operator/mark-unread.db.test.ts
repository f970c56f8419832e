import { describe, expect, test } from "vitest";
import { chatOf, text } from "@/tests/support/chat-rows";
import { asOperator, asRole } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { recordPulse } from "../pulse/record-pulse";
import { markUnread } from "./mark-unread";

const read = (ctx: Parameters<typeof recordPulse>[0], id: string, seq: number) =>
  recordPulse(ctx, { chatIds: [], read: { [id]: seq } });

describe("marking a chat unread", () => {
  test("holds beside the cursor, on all devices, until its owner reads on", async () => {
    const { id, owner, visitor } = await ownedChat();
    await read(owner, id, 3);
    owner.published.length = 0;
    expect(await markUnread(owner, id, true)).toMatchObject({ isMarkedUnread: true, unread: 0, readSeq: 3 });
    expect(owner.published).toMatchObject([
      {
        channel: "operator",
        id: owner.actor.operatorId,
        name: "chat.changed",
        data: { chat: { isMarkedUnread: true } },
      },
    ]);
    // What another tab still tells of before takes nothing away.
    await read(owner, id, 3);
    expect((await chatOf(id)).markedUnreadAt).not.toBeNull();
    await sendMessage(visitor, id, text("Hello?"));
    await read(owner, id, 4);
    expect(await chatOf(id)).toMatchObject({ markedUnreadAt: null, unreadCount: 0 });
  });

  test("an answer ends it, and what the visitor was told of as read stays read", async () => {
    const { id, owner, visitor } = await ownedChat();
    await read(owner, id, 3);
    const { operatorReadPubSeq } = await chatOf(id);
    await markUnread(owner, id, true);
    expect(await chatOf(id)).toMatchObject({ operatorReadPubSeq });
    await sendMessage(owner, id, text("Here I am"));
    expect((await chatOf(id)).markedUnreadAt).toBeNull();
    expect(visitor.published).toEqual([]);
  });

  test("back to read reads the chat to its end", async () => {
    const { id, owner, visitor } = await ownedChat();
    await sendMessage(visitor, id, text("One"));
    await markUnread(owner, id, true);
    expect(await markUnread(owner, id, false)).toMatchObject({ isMarkedUnread: false, unread: 0, readSeq: 4 });
  });

  test("is the owner's alone", async () => {
    const { id, owner, department } = await ownedChat();
    await expect(markUnread(await asOperator(department.id), id, true)).rejects.toMatchObject({ code: "not_owner" });
    await expect(markUnread(await asOperator(), id, true)).rejects.toMatchObject({ code: "forbidden" });
    await expect(markUnread(await asRole("admin"), id, true)).rejects.toMatchObject({ code: "not_owner" });
    const waiting = await waitingChat();
    await expect(markUnread(await asRole("admin"), waiting.id, true)).rejects.toMatchObject({ code: "not_owner" });
    await closeChat(owner, id);
    await expect(markUnread(owner, id, true)).rejects.toMatchObject({ code: "closed" });
  });
});

test("reading on is told to the operator's other devices, once", async () => {
  const { id, owner } = await ownedChat();
  await read(owner, id, 3);
  const told = { channel: "operator", id: owner.actor.operatorId, name: "read.moved", data: { chatId: id, seq: 3 } };
  expect(owner.published).toContainEqual(told);
  owner.published.length = 0;
  await read(owner, id, 3);
  expect(owner.published.filter(({ name }) => name === "read.moved")).toEqual([]);
});
