import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { offlineMessages } from "@/db/schema";
import { sendMessageInput } from "@/lib/chats/input-schemas";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { getEventsPage, getInboxChat } from "@/lib/chats/queries";
import { leaveContact } from "@/lib/chats/visitor/leave-contact";
import { uuidv7 } from "@/lib/ids";
import { timelineOf } from "@/tests/support/chat-rows";
import { fileRow, fileRowIn } from "@/tests/support/files";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { uploaderOf } from "./access";

async function scene() {
  const { id, visitor, owner } = await ownedChat();
  const file = (values = {}) =>
    fileRowIn(id, { ...uploaderOf(visitor.actor), purgeAt: new Date(Date.now() + 3_600_000), ...values });
  return { id, visitor, owner, file };
}

const message = (fileId: string, body: string | null = null) => ({ clientId: uuidv7(), body, fileId });

describe("a message with a file", () => {
  test("reaches both sides with what there is to know of it, and keeps it from being thrown away", async () => {
    const { id, visitor, owner, file } = await scene();
    const { id: fileId } = await file({ name: "plan.pdf", type: "application/pdf", size: 1234 });
    const { event } = await sendMessage(visitor, id, message(fileId));
    const seen = {
      id: fileId,
      name: "plan.pdf",
      type: "application/pdf",
      size: 1234,
      width: null,
      height: null,
      hasThumb: false,
    };
    expect(event.file).toEqual(seen);
    expect(event.body).toBeUndefined();
    const appended = visitor.published.filter(({ name }) => name === "event.appended");
    expect(appended.map(({ channel, data }) => [channel, "file" in data && data.file])).toEqual([
      ["visitorChat", seen],
      ["chat", seen],
    ]);
    const { events } = await getEventsPage(owner.db, owner.actor, id, { after: 0, limit: 50 });
    expect(events.at(-1)).toMatchObject({ kind: "message", file: seen });
    expect(await fileRow(fileId)).toMatchObject({ purgeAt: null });
  });

  test("is told in lists by its text, or by the name of its file", async () => {
    const { id, visitor, file } = await scene();
    await sendMessage(visitor, id, message((await file({ name: "plan.pdf" })).id));
    expect((await getInboxChat(visitor.db, id)).lastMessage?.preview).toBe("\u{1F4CE} plan.pdf");
    await sendMessage(visitor, id, message((await file({ name: "plan.pdf" })).id, "Our plan"));
    expect((await getInboxChat(visitor.db, id)).lastMessage?.preview).toBe("\u{1F4CE} Our plan");
  });

  test("that comes twice is one message, under the same id or under another", async () => {
    const { id, visitor, file } = await scene();
    const input = message((await file()).id, "Once");
    const first = await sendMessage(visitor, id, input);
    expect(await sendMessage(visitor, id, input)).toMatchObject({ created: false, event: first.event });
    const again = await sendMessage(visitor, id, message(input.fileId, "Twice"));
    expect(again).toMatchObject({
      created: false,
      event: { seq: first.event.seq, body: "Once", clientId: input.clientId },
    });
    expect((await timelineOf(id)).filter(({ fileId }) => fileId === input.fileId)).toHaveLength(1);
  });

  test("under the id of another message is refused", async () => {
    const { id, visitor, file } = await scene();
    const input = message((await file()).id, "One");
    await sendMessage(visitor, id, input);
    const other = (await file()).id;
    for (const changed of [{ fileId: other }, { fileId: undefined }, { body: "Two" }]) {
      await expect(sendMessage(visitor, id, { ...input, ...changed })).rejects.toMatchObject({
        code: "idempotency_mismatch",
      });
    }
  });

  test("that is not complete, thrown away already, or of nobody, is refused, and takes no number", async () => {
    const { id, visitor, owner, file } = await scene();
    const before = (await timelineOf(id)).length;
    const ids = [
      (await file({ storedAt: null })).id,
      (await file({ deletedAt: new Date() })).id,
      (await file(uploaderOf(owner.actor))).id,
      crypto.randomUUID(),
    ];
    for (const fileId of ids) {
      await expect(sendMessage(visitor, id, message(fileId, "text"))).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await timelineOf(id)).toHaveLength(before);
  });
});

test("who leaves the queue leaves the names of their files with the message", async () => {
  const { id, visitor } = await waitingChat();
  const values = { ...uploaderOf(visitor.actor), purgeAt: new Date(Date.now() + 3_600_000), name: "broken.jpg" };
  await sendMessage(visitor, id, message((await fileRowIn(id, values)).id, "Look"));
  await sendMessage(visitor, id, message((await fileRowIn(id, values)).id));
  await leaveContact(visitor, id, "mia@example.com");
  const [left] = await visitor.db.select().from(offlineMessages).where(eq(offlineMessages.chatId, id));
  expect(left?.body).toBe("Is anyone there?\n\n\u{1F4CE} broken.jpg\nLook\n\n\u{1F4CE} broken.jpg");
});

test("a message needs a text or a file, and what a browser claims of a file is nothing", () => {
  const clientId = uuidv7();
  const fileId = crypto.randomUUID();
  const parse = (values: object) => sendMessageInput.safeParse({ clientId, ...values });
  expect(parse({}).error?.issues).toMatchObject([{ path: ["body"], message: "required" }]);
  expect(parse({ body: "  " }).error?.issues).toMatchObject([{ path: ["body"], message: "required" }]);
  expect(parse({ body: " ", fileId }).data).toEqual({ clientId, body: null, fileId });
  expect(parse({ fileId, file: { name: "x" }, storageKey: "../../etc/passwd", type: "text/html" }).data).toEqual({
    clientId,
    body: null,
    fileId,
  });
  for (const wrong of ["x", 1, null, [], { $gt: "" }]) expect(parse({ fileId: wrong }).success).toBe(false);
});
