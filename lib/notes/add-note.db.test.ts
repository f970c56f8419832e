import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { getChatState, getEventsPage, listChatStates, listVisitorChats } from "@/lib/chats/queries";
import { uuidv7 } from "@/lib/ids";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, legsOf, operatorOf, text, timelineOf, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { addNote } from "./add-note";
import type { AddNoteInput } from "./schemas";

const note = (body: string, more: Partial<AddNoteInput> = {}): AddNoteInput => ({
  clientId: uuidv7(),
  body,
  mentions: [],
  ...more,
});

describe("a note", () => {
  test("is an entry of the chat's one timeline that operators see, with a number of theirs and none of the visitor's", async () => {
    const { id, owner, department } = await ownedChat();
    const { event, created } = await addNote(owner, id, note("She called before"));
    expect(created).toBe(true);
    expect(event).toMatchObject({
      seq: 4,
      prev: 3,
      kind: "note",
      body: "She called before",
      sender: { type: "operator", id: owner.actor.operatorId, name: owner.actor.name },
    });
    expect((await entriesOf(id)).last).toMatchObject({ seq: 4, pubSeq: null });
    expect(await chatOf(id)).toMatchObject({ lastSeq: 4, lastPubSeq: 3 });
    expect(toldTo(owner.published)).toEqual([
      `chat ${id}-2 event.appended`,
      `department ${department.id} chat.changed`,
    ]);
    const page = await getEventsPage(owner.db, owner.actor, id, { after: 3, limit: 10 });
    expect(page.events).toEqual([event]);
  });

  test("reaches its visitor by no way: no event, no entry, no gap, no count, no chat of theirs", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    const seen = async () => [
      await getChatState(visitor.db, visitor.actor, id),
      await listChatStates(visitor.db, visitor.actor, [id]),
      await listVisitorChats(visitor.db, visitor.actor, department.key),
      await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 50 }),
    ];
    const before = await seen();
    await addNote(owner, id, note("SECRET one"));
    await addNote(owner, id, note("SECRET two", { mentions: [owner.actor.operatorId] }));
    expect(await seen()).toEqual(before);
    expect(owner.published.filter(({ channel }) => channel === "visitorChat")).toEqual([]);
    const { event } = await sendMessage(visitor, id, text("And now?", { after: 3 }));
    expect(event).toMatchObject({ seq: 4, prev: 3 });
    const { event: answer, missed } = await sendMessage(visitor, id, text("Hello?", { after: 0 }));
    expect([...missed, answer].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    const page = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 50 });
    expect(page.events.map(({ seq, prev }) => seq - prev)).toEqual([1, 1, 1, 1, 1]);
    expect(JSON.stringify([page, answer, missed, await seen()])).not.toContain("SECRET");
  });

  test("is no reaction and moves no clock: it leaves everything of the chat but its number as it was", async () => {
    const { id, owner } = await ownedChat();
    await ageChat(id, 1);
    const facts = async () => {
      const { lastSeq: _, ...chat } = await chatOf(id);
      return [chat, await clocksOf(id), await legsOf(id), (await operatorOf(owner.actor.operatorId)).misses];
    };
    const before = await facts();
    await addNote(owner, id, note("Looking it up"));
    expect(await facts()).toEqual(before);
    await sendMessage(owner, id, text("Here"));
    await ageChat(id, 1);
    const answered = await facts();
    await addNote(owner, id, note("Done"));
    expect(await facts()).toEqual(answered);
  });

  test("may be written by every operator who sees the chat, also while it waits and after it was closed, and owns nothing by it", async () => {
    const { id, department } = await waitingChat();
    const member = await asOperator(department.id);
    await addNote(member, id, note("Regular customer"));
    expect(await chatOf(id)).toMatchObject({ status: "queued", operatorId: null, epoch: 1 });
    const { id: owned, owner } = await ownedChat();
    await addNote(await asRole("admin"), owned, note("Be kind"));
    expect(await chatOf(owned)).toMatchObject({ operatorId: owner.actor.operatorId, epoch: 2 });
    await closeChat(owner, owned);
    await addNote(owner, owned, note("Refunded"));
    expect(await chatOf(owned)).toMatchObject({ status: "closed" });
  });

  test("is refused to operators of other departments, and in a chat that was erased", async () => {
    const { id, owner, visitor } = await ownedChat();
    const outsider = await asOperator((await createDepartment()).id);
    await expect(addNote(outsider, id, note("Hm"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(addNote(await asRole("supervisor"), id, note("Hm"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(addNote(owner, uuidv7(), note("Hm"))).rejects.toMatchObject({ code: "not_found" });
    await addNote(owner, id, note("Her name is Vera"));
    await eraseVisitor(visitor);
    await expect(addNote(owner, id, note("Her name was Vera"))).rejects.toMatchObject({ code: "closed" });
    expect(JSON.stringify(await timelineOf(id))).not.toContain("Vera");
  });
});

describe("a repeated clientId", () => {
  test("finds the stored note, also when both come at once and when the chat was closed meanwhile", async () => {
    const { id, owner } = await ownedChat();
    const input = note("Once");
    const sent = await Promise.all([1, 2, 3].map(() => addNote(owner, id, input)));
    expect(sent.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(sent.map(({ event }) => event.seq)).size).toBe(1);
    await closeChat(owner, id);
    expect(await addNote(owner, id, input)).toMatchObject({ created: false, event: { seq: 4 } });
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "note")).toHaveLength(1);
  });

  test("of another text or of a message is refused, and never makes a note public", async () => {
    const { id, owner } = await ownedChat();
    const input = note("Between us");
    await addNote(owner, id, input);
    const mismatch = { code: "idempotency_mismatch" };
    await expect(addNote(owner, id, { ...input, body: "Other" })).rejects.toMatchObject(mismatch);
    await expect(sendMessage(owner, id, { clientId: input.clientId, body: input.body })).rejects.toMatchObject(
      mismatch,
    );
    const message = text("For all");
    await sendMessage(owner, id, message);
    await expect(addNote(owner, id, note(message.body, message))).rejects.toMatchObject(mismatch);
  });
});

test("notes and messages at the same moment get numbers without a gap on both sides", async () => {
  const { id, owner, visitor, department } = await ownedChat();
  const colleague = await asOperator(department.id);
  await Promise.all(
    [1, 2, 3, 4].flatMap((n) => [
      addNote(colleague, id, note(`note ${n}`)),
      sendMessage(visitor, id, text(`question ${n}`)),
      sendMessage(owner, id, text(`answer ${n}`)),
    ]),
  );
  const entries = await timelineOf(id);
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  const pub = entries.flatMap(({ pubSeq }) => pubSeq ?? []);
  expect(pub).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  expect(entries.filter(({ kind }) => kind === "note").every(({ pubSeq }) => pubSeq === null)).toBe(true);
});
