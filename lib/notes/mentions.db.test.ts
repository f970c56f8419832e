import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { departmentMembers, mentions } from "@/db/schema";
import { getInbox } from "@/lib/chats/operator/get-inbox";
import { uuidv7 } from "@/lib/ids";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { setOperator, timelineOf } from "@/tests/support/chat-rows";
import { asOperator, asRole, createDepartment, createOperator } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { addNote } from "./add-note";
import { listMentionable, listMentions } from "./queries";
import { readMentions } from "./read-mentions";

const noteFor = (...ids: string[]) => ({ clientId: uuidv7(), body: "Please have a look", mentions: ids });

async function scene() {
  const { id, owner, visitor, department } = await ownedChat();
  const anna = await asOperator(department.id);
  return { id, owner, visitor, department, anna, annaId: anna.actor.operatorId };
}

describe("who is named in a note", () => {
  test("hears of it once, on their own channel, and it stands in their list until they have seen it", async () => {
    const { id, owner, department, anna, annaId } = await scene();
    const { event } = await addNote(owner, id, noteFor(annaId, annaId));
    expect(event.internal?.mentions).toEqual([{ operatorId: annaId, name: anna.actor.name }]);
    const told = owner.published.filter(({ name }) => name === "mention.told");
    const mention = {
      chatId: id,
      seq: event.seq,
      byName: owner.actor.name,
      department: { id: department.id },
      visitorName: "Vera",
      preview: "Please have a look",
      isRead: false,
    };
    expect(told).toMatchObject([{ channel: "operator", id: annaId, data: { mention } }]);
    expect(await listMentions(anna.db, anna.actor)).toMatchObject({ mentions: [mention], unread: 1 });
    expect(await getInbox(anna.db, anna.actor)).toMatchObject({ unreadMentions: 1 });
    expect(await readMentions(anna, { chatId: id, upto: event.seq })).toEqual({ unread: 0 });
    expect(await listMentions(anna.db, anna.actor)).toMatchObject({ mentions: [{ isRead: true }], unread: 0 });
  });

  test("is not told of a repeated request again", async () => {
    const { id, owner, anna, annaId } = await scene();
    const input = noteFor(annaId);
    await addNote(owner, id, input);
    owner.published.length = 0;
    await addNote(owner, id, input);
    expect(owner.published).toEqual([]);
    expect((await listMentions(anna.db, anna.actor)).unread).toBe(1);
  });

  test("is not told of a note of their own", async () => {
    const { id, owner } = await scene();
    const { event } = await addNote(owner, id, noteFor(owner.actor.operatorId));
    expect(event.internal?.mentions).toHaveLength(1);
    expect(owner.published.filter(({ name }) => name === "mention.told")).toEqual([]);
    expect((await listMentions(owner.db, owner.actor)).mentions).toEqual([]);
  });

  test("must be able to see the chat: a stranger to it, a former operator and nobody at all are refused, and nothing is written", async () => {
    const { id, owner } = await scene();
    const outsider = await createOperator({ departmentIds: [(await createDepartment()).id] });
    const former = await createOperator({ role: "admin" });
    await setOperator(former.id, { deactivatedAt: new Date() });
    const before = (await timelineOf(id)).length;
    for (const someone of [outsider.id, former.id, uuidv7()]) {
      await expect(addNote(owner, id, noteFor(someone))).rejects.toMatchObject({
        code: "invalid",
        fields: { mentions: "operatorCannotSee" },
      });
    }
    expect((await timelineOf(id)).length).toBe(before);
    expect(owner.published).toEqual([]);
  });

  test("keeps no count of what they may not see any more, and sees nothing of what was erased", async () => {
    const { id, owner, visitor, department, anna, annaId } = await scene();
    await addNote(owner, id, noteFor(annaId));
    const membership = and(eq(departmentMembers.departmentId, department.id), eq(departmentMembers.operatorId, annaId));
    await anna.db.delete(departmentMembers).where(membership);
    expect(await listMentions(anna.db, anna.actor)).toEqual({ mentions: [], unread: 0 });
    await anna.db.insert(departmentMembers).values({ departmentId: department.id, operatorId: annaId });
    await eraseVisitor(visitor);
    expect((await listMentions(anna.db, anna.actor)).mentions).toMatchObject([{ preview: "" }]);
  });
});

describe("reading", () => {
  test("one chat up to a number leaves newer ones and other chats, and tells the other tabs only when it changed something", async () => {
    const { id, owner, anna, annaId } = await scene();
    const { event } = await addNote(owner, id, noteFor(annaId));
    await addNote(owner, id, noteFor(annaId));
    expect(await readMentions(anna, { chatId: id, upto: event.seq })).toEqual({ unread: 1 });
    expect(anna.published).toMatchObject([{ channel: "operator", id: annaId, name: "inbox.changed" }]);
    anna.published.length = 0;
    await readMentions(anna, { chatId: id, upto: event.seq });
    expect(anna.published).toEqual([]);
    expect(await readMentions(anna, {})).toEqual({ unread: 0 });
  });

  test("touches nobody else's", async () => {
    const { id, owner, department, anna, annaId } = await scene();
    const boris = await asOperator(department.id);
    await addNote(owner, id, noteFor(annaId, boris.actor.operatorId));
    await readMentions(anna, { chatId: id });
    expect((await listMentions(boris.db, boris.actor)).unread).toBe(1);
    const rows = await boris.db.select().from(mentions).where(eq(mentions.chatId, id));
    expect(rows.filter(({ readAt }) => readAt)).toHaveLength(1);
  });
});

test("a note may name the members of the chat's department, its owner and every admin; outsiders may not ask", async () => {
  const { id, owner, annaId } = await scene();
  const admin = await asRole("admin");
  const outsider = await asOperator((await createDepartment()).id);
  const ids = (await listMentionable(owner.db, owner.actor, id)).map((one) => one.id);
  expect(ids).toEqual(expect.arrayContaining([annaId, owner.actor.operatorId, admin.actor.operatorId]));
  expect(ids).not.toContain(outsider.actor.operatorId);
  await expect(listMentionable(outsider.db, outsider.actor, id)).rejects.toMatchObject({ code: "forbidden" });
});
