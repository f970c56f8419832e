import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { getChat, getEventsPage } from "@/lib/chats/queries";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { chatOf, entriesOf, text, timelineOf, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, asVisitor, unique } from "@/tests/support/factories";
import { codes, expectSound, race } from "@/tests/support/races";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { createTag } from "./create-tag";
import { CHAT_TAGS_MAX } from "./rules";
import { tagChat } from "./tag-chat";

type Operator = Awaited<ReturnType<typeof asOperator>>;
const newTag = async (ctx: Operator, name = unique("Tag")) => (await createTag(ctx, { name })).tag;
const add = (ctx: Operator, id: string, ...ids: string[]) => tagChat(ctx, id, { add: ids, remove: [] });
const remove = (ctx: Operator, id: string, ...ids: string[]) => tagChat(ctx, id, { add: [], remove: ids });

describe("making a tag", () => {
  test("that is there already, in whatever case and alphabet, gives the one that is there", async () => {
    const ctx = await asOperator();
    const name = unique("Жалоба");
    const { tag, created } = await createTag(ctx, { name });
    expect(created).toBe(true);
    expect(ctx.published.filter(({ name }) => name === "inbox.changed").length).toBeGreaterThan(0);
    const again = await createTag(await asOperator(), { name: `  ${name.toUpperCase()} `, color: "red" });
    expect(again).toEqual({ tag, created: false });
  });

  test("at once by several people gives all of them one", async () => {
    const people = await Promise.all([asOperator(), asOperator(), asOperator()]);
    const name = unique("Refund");
    const made = await Promise.all(people.map((ctx) => createTag(ctx, { name })));
    expect(new Set(made.map(({ tag }) => tag.id)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
  });
});

describe("tagging a chat", () => {
  test("is an entry that operators alone get, and the row shows the tag", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    const tag = await newTag(owner);
    owner.published.length = 0;
    const before = await chatOf(id);
    const row = await add(owner, id, tag.id);
    expect(row.tags).toEqual([tag]);
    const { last } = await entriesOf(id);
    expect(last).toMatchObject({
      kind: "tagged",
      pubSeq: null,
      data: { tagName: tag.name, operatorName: owner.actor.name },
    });
    expect(toldTo(owner.published)).toEqual(
      [`chat ${id}-${before.epoch} event.appended`, `department ${department.id} chat.changed`].sort(),
    );
    const page = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 100 });
    expect(page.events.map(({ kind }) => kind)).not.toContain("tagged");
    expect((await chatOf(id)).lastPubSeq).toBe(before.lastPubSeq);
  });

  test("twice changes nothing the second time, and neither does taking off what is not there", async () => {
    const { id, owner } = await ownedChat();
    const [one, other] = [await newTag(owner), await newTag(owner)];
    await add(owner, id, one.id, one.id);
    const { lastSeq } = await chatOf(id);
    owner.published.length = 0;
    await add(owner, id, one.id);
    await remove(owner, id, other.id);
    expect(await chatOf(id)).toMatchObject({ lastSeq });
    expect(owner.published).toEqual([]);
    expect((await remove(owner, id, one.id)).tags).toEqual([]);
    expect((await entriesOf(id)).last).toMatchObject({ kind: "untagged", data: { tagName: one.name } });
  });

  test("by two people at once, and beside a message, leaves one entry for each change and no gap", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    const colleague = await asOperator(department.id);
    const [one, other] = [await newTag(owner), await newTag(owner)];
    const message = text("Hello?");
    const ends = await race(
      0,
      () => add(owner, id, one.id, other.id),
      () => add(colleague, id, other.id, one.id),
      () => sendMessage(visitor, id, message),
    );
    expect(codes(ends)).toEqual(["ok", "ok", "ok"]);
    const tagged = (await timelineOf(id)).filter(({ kind }) => kind === "tagged");
    expect(tagged.map(({ data }) => data.tagId).sort()).toEqual([one.id, other.id].sort());
    await expectSound([id], [message]);
  });

  test("is a member's, an admin's and the owner's right, and of nobody else", async () => {
    const { id, owner, department } = await ownedChat();
    const tag = await newTag(owner);
    await expect(add(await asOperator(), id, tag.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(add(await asRole("supervisor"), id, tag.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(add(owner, (await asOperator()).actor.operatorId, tag.id)).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await add(await asOperator(department.id), id, tag.id)).tags).toEqual([tag]);
    expect((await remove(await asRole("admin"), id, tag.id)).tags).toEqual([]);
  });

  test("is refused with a tag that is not there, and beyond what a row can show", async () => {
    const { id, owner } = await ownedChat();
    await expect(add(owner, id, id)).rejects.toMatchObject({ code: "invalid", fields: { add: "tagGone" } });
    const many = await Promise.all(Array.from({ length: CHAT_TAGS_MAX }, () => newTag(owner)));
    await add(owner, id, ...many.map((tag) => tag.id));
    const extra = await newTag(owner);
    await expect(add(owner, id, extra.id)).rejects.toMatchObject({ fields: { add: `tooMany:${CHAT_TAGS_MAX}` } });
    const [first] = many;
    const swapped = await tagChat(owner, id, { add: [extra.id], remove: [first?.id ?? ""] });
    expect(swapped.tags).toHaveLength(CHAT_TAGS_MAX);
  });
});

describe("a department that asks for a tag", () => {
  test("lets an operator end a chat only with one, a visitor always", async () => {
    const { id, owner } = await ownedChat({ requiresTag: true });
    await expect(closeChat(owner, id)).rejects.toMatchObject({ code: "tag_required" });
    expect(await chatOf(id)).toMatchObject({ status: "active" });
    const tag = await newTag(owner);
    await add(owner, id, tag.id);
    expect(await closeChat(owner, id)).toMatchObject({ status: "closed" });
    await expect(remove(owner, id, tag.id)).rejects.toMatchObject({ code: "tag_required" });
    const other = await ownedChat({ requiresTag: true });
    expect(await closeChat(other.visitor, other.id)).toMatchObject({ status: "closed" });
  });

  test("asks supervisors and admins as well, also for what waits", async () => {
    const { id, department } = await waitingChat({ requiresTag: true });
    for (const role of ["supervisor", "admin"] as const) {
      const ctx = await asRole(role, department.id);
      await expect(closeChat(ctx, id)).rejects.toMatchObject({ code: "tag_required" });
    }
  });

  test("never has a chat closed without one, however taking off and closing cross", async () => {
    for (let round = 0; round < 6; round++) {
      const { id, owner, department } = await ownedChat({ requiresTag: true });
      const tag = await newTag(owner);
      await add(owner, id, tag.id);
      const colleague = await asOperator(department.id);
      await race(
        round,
        () => closeChat(owner, id),
        () => remove(colleague, id, tag.id),
      );
      const { status } = await chatOf(id);
      const chat = await getChat(owner.db, owner.actor, id);
      expect(["active 0", "closed 1"]).toContain(`${status} ${"tags" in chat ? chat.tags.length : -1}`);
    }
  });
});

test("an erased visitor's chats keep no tag, and their timelines no tag's name", async () => {
  const { id, owner, visitor } = await ownedChat();
  const tag = await newTag(owner);
  await add(owner, id, tag.id);
  await eraseVisitor(visitor);
  expect(await getChat(owner.db, owner.actor, id)).toMatchObject({ tags: [] });
  expect(JSON.stringify(await timelineOf(id))).not.toContain(tag.name);
  await expect(add(owner, id, tag.id)).rejects.toMatchObject({ code: "closed" });
});

test("a visitor hears nothing of tags", async () => {
  const { id, owner } = await ownedChat();
  const stranger = await asVisitor();
  const tag = await newTag(owner);
  await add(owner, id, tag.id);
  expect(owner.published.filter(({ channel }) => channel === "visitorChat")).toEqual([]);
  await expect(getChat(stranger.db, stranger.actor, id)).rejects.toMatchObject({ code: "not_found" });
});
