import { expect, test } from "vitest";
import { recheckOpenChats } from "@/lib/settings/recheck-open-chats";
import { beforeStatement } from "@/tests/support/before-statement";
import { chatOf, clocksOf, text, timelineOf } from "@/tests/support/chat-rows";
import { createChat } from "@/tests/support/factories";
import { fireAllDue, ownedChat, waitingChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { prepareEntry } from "../entries/entry";
import { writeEntries } from "../entries/write-entries";
import { getInboxChat } from "../queries";
import { messageEntry } from "./message-entry";
import { readForMessage } from "./read-for-message";
import { sendAtOnce } from "./send-at-once";
import { sendLocked, sendMessage } from "./send-message";

/** What a department's list was last told of a chat. */
const told = (published: { name: string; data: unknown }[]) =>
  published.filter(({ name }) => name === "chat.changed").at(-1)?.data;

test("what lists are told of a message is what a fresh read shows", async () => {
  const { owner, id, visitor } = await ownedChat();
  await sendMessage(visitor, id, text("Is anybody there?"));
  expect(told(visitor.published)).toEqual({ chat: await getInboxChat(visitor.db, id) });
  await sendMessage(owner, id, text("Yes."));
  expect(told(owner.published)).toEqual({ chat: await getInboxChat(owner.db, id) });
  const waiting = await waitingChat();
  await sendMessage(waiting.visitor, waiting.id, text("Hello?"));
  expect(told(waiting.visitor.published)).toEqual({ chat: await getInboxChat(waiting.visitor.db, waiting.id) });
});

test("a message is written at once only on the chat as it was read", async () => {
  const { id, visitor } = await waitingChat();
  const read = await readForMessage(visitor.db, { by: visitor.actor, chatId: id, input: {} });
  if (!read) throw new Error("no such chat");
  const late = prepareEntry(messageEntry(read.chat, visitor.actor, text("Too late")), read.now, read.rules);
  await sendMessage(visitor, id, text("First"));
  const before = await chatOf(id);
  expect((await writeEntries(visitor.db, [{ ...late, version: read.version }])).size).toBe(0);
  expect(await chatOf(id)).toEqual(before);
  expect((await timelineOf(id)).map(({ body }) => body)).not.toContain("Too late");
});

test("rules that change between the read and the write of a message still set the chat's clocks anew", async () => {
  const { department, id, visitor } = await ownedChat();
  const read = await readForMessage(visitor.db, { by: visitor.actor, chatId: id, input: {} });
  if (!read) throw new Error("no such chat");
  const prepared = prepareEntry(messageEntry(read.chat, visitor.actor, text("Hello?")), read.now, read.rules);
  await visitor.db.transaction((tx) => recheckOpenChats(tx, { departmentId: department.id }));
  expect((await writeEntries(visitor.db, [{ ...prepared, version: read.version }])).size).toBe(1);
  expect(await clocksOf(id)).toHaveProperty("recheck");
  await fireAllDue(visitor);
  expect(await clocksOf(id)).not.toHaveProperty("recheck");
});

test("twenty messages at the same moment get twenty numbers without a gap, each once", async () => {
  const { owner, id, visitor } = await ownedChat();
  const inputs = Array.from({ length: 20 }, (_, index) => text(`Number ${index}`));
  await Promise.all(
    inputs.flatMap((input, index) => {
      const sender = index % 2 === 0 ? visitor : owner;
      return [sendMessage(sender, id, input), sendMessage(sender, id, input)];
    }),
  );
  const entries = await timelineOf(id);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  const sent = entries.flatMap(({ clientId }) => clientId ?? []);
  expect(inputs.filter(({ clientId }) => sent.filter((other) => other === clientId).length !== 1)).toEqual([]);
});

test("a stranger's chat, a closed one and a repeated message are never taken at once", async () => {
  const { owner, id, visitor } = await ownedChat();
  const stranger = await createChat((await ownedChat()).department);
  expect(await sendAtOnce(stranger.visitor, stranger.visitor.actor, id, text("Hello"))).toBeNull();
  const input = text("Once");
  expect(await sendAtOnce(visitor, visitor.actor, id, input)).not.toBeNull();
  expect(await sendAtOnce(visitor, visitor.actor, id, input)).toBeNull();
  expect(await sendAtOnce(owner, owner.actor, id, text("Old", { epoch: 0 }))).toBeNull();
});

test("a message that another one crossed is read and written at once a second time", async () => {
  const { owner, id, visitor } = await ownedChat();
  const { db, seen } = beforeStatement(visitor.db, 1, () => sendLocked(owner, id, text("Faster")));
  expect(await sendAtOnce({ ...visitor, db }, visitor.actor, id, text("Slower"))).not.toBeNull();
  expect(seen.statements).toBe(2);
  expect((await timelineOf(id)).slice(-2).map(({ body }) => body)).toEqual(["Faster", "Slower"]);
});

test("a message that was crossed by a close is left to those who know how to refuse it", async () => {
  const { owner, id, visitor } = await ownedChat();
  const { db } = beforeStatement(visitor.db, 1, () => closeChat(owner, id));
  expect(await sendAtOnce({ ...visitor, db }, visitor.actor, id, text("Too late"))).toBeNull();
  expect((await timelineOf(id)).map(({ body }) => body)).not.toContain("Too late");
});

test("both sides who write at the same moment take turns: only who looked before the first one had written looks again", async () => {
  const { owner, id, visitor } = await ownedChat();
  const { db, seen } = beforeStatement(visitor.db, 0, async () => {});
  const senders = [visitor, owner].map((sender) => ({ ...sender, db }));
  await Promise.all(
    Array.from({ length: 10 }, (_, index) => senders.map((sender) => sendMessage(sender, id, text(`${index}`)))).flat(),
  );
  const bodies = (await timelineOf(id)).flatMap(({ body }) => body ?? []);
  expect(bodies.filter((body) => /^\d$/.test(body))).toHaveLength(20);
  // One write each. The first may end while the others still read: then the next one reads, and writes, once more.
  expect(seen.statements).toBeGreaterThanOrEqual(20);
  expect(seen.statements).toBeLessThanOrEqual(21);
});
