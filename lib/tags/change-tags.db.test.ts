import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { savedViews } from "@/db/schema";
import { getChat } from "@/lib/chats/queries";
import { chatOf } from "@/tests/support/chat-rows";
import { type asOperator, asRole, asVisitor, unique } from "@/tests/support/factories";
import { codes, race } from "@/tests/support/races";
import { ownedChat } from "@/tests/support/scenes";
import { deleteTag, mergeTags, setTagDuty, updateTag } from "./change-tags";
import { createTag } from "./create-tag";
import { listTagDuties, listUsedTags } from "./queries";
import { tagChat } from "./tag-chat";

type Operator = Awaited<ReturnType<typeof asOperator>>;
const newTag = async (ctx: Operator, name = unique("Tag")) => (await createTag(ctx, { name })).tag;
const add = (ctx: Operator, id: string, ...ids: string[]) => tagChat(ctx, id, { add: ids, remove: [] });
const tagsOf = async (ctx: Operator, id: string) => {
  const chat = await getChat(ctx.db, ctx.actor, id);
  return "tags" in chat ? chat.tags.map((tag) => tag.id) : [];
};
const used = async (ctx: Operator, id: string) => (await listUsedTags(ctx.db)).find((tag) => tag.id === id)?.chats;

async function viewOf(ctx: Operator, tagIds: string[]) {
  const query = { tab: "mine" as const, departmentId: null, status: null, unread: false, unanswered: false, tagIds };
  const [view] = await ctx.db
    .insert(savedViews)
    .values({ name: "Mine", operatorId: ctx.actor.operatorId, query })
    .returning();
  return async () =>
    (
      await ctx.db
        .select()
        .from(savedViews)
        .where(eq(savedViews.id, view?.id ?? ""))
    )[0]?.query.tagIds.sort();
}

describe("the vocabulary", () => {
  test("is renamed and recoloured by admins, everywhere at once, and a name is one tag's alone", async () => {
    const { id, owner } = await ownedChat();
    const admin = await asRole("admin");
    const [tag, other] = [await newTag(owner), await newTag(owner)];
    await add(owner, id, tag.id);
    const name = unique("Better");
    await updateTag(admin, tag.id, { name, color: "violet" });
    expect(await getChat(owner.db, owner.actor, id)).toMatchObject({ tags: [{ id: tag.id, name, color: "violet" }] });
    expect(admin.published).toContainEqual({
      channel: "operator",
      id: owner.actor.operatorId,
      name: "inbox.changed",
      data: { reason: "tags" },
    });
    await expect(updateTag(admin, other.id, { name: name.toUpperCase(), color: "red" })).rejects.toMatchObject({
      code: "invalid",
      fields: { name: "taken" },
    });
    await updateTag(admin, tag.id, { name: name.toUpperCase(), color: "red" });
  });

  test("two tags become one: chats with either have it once, views ask for it, and the count says so", async () => {
    const [one, two] = [await ownedChat(), await ownedChat()];
    const admin = await asRole("admin");
    const [from, into] = [await newTag(one.owner), await newTag(one.owner)];
    await add(one.owner, one.id, from.id, into.id);
    await add(two.owner, two.id, from.id);
    const view = await viewOf(one.owner, [from.id, into.id]);
    expect(await used(one.owner, from.id)).toBe(2);
    await mergeTags(admin, from.id, into.id);
    expect(await tagsOf(one.owner, one.id)).toEqual([into.id]);
    expect(await tagsOf(two.owner, two.id)).toEqual([into.id]);
    expect(await used(one.owner, into.id)).toBe(2);
    expect(await used(one.owner, from.id)).toBeUndefined();
    expect(await view()).toEqual([into.id]);
    await expect(mergeTags(admin, from.id, into.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(mergeTags(admin, into.id, into.id)).rejects.toMatchObject({ code: "invalid" });
  });

  test("a deleted tag is on no chat and in no view any more; the chat itself has not changed", async () => {
    const { id, owner } = await ownedChat();
    const [tag, other] = [await newTag(owner), await newTag(owner)];
    await add(owner, id, tag.id, other.id);
    const view = await viewOf(owner, [tag.id, other.id]);
    const { lastSeq } = await chatOf(id);
    await deleteTag(await asRole("admin"), tag.id);
    expect(await tagsOf(owner, id)).toEqual([other.id]);
    expect(await view()).toEqual([other.id]);
    expect(await chatOf(id)).toMatchObject({ lastSeq });
    await expect(deleteTag(await asRole("admin"), tag.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("somebody tags while the tag is merged or deleted: it is on the chat as the other one, or they are told", async () => {
    const admin = await asRole("admin");
    for (let round = 0; round < 6; round++) {
      const { id, owner } = await ownedChat();
      const [from, into] = [await newTag(owner), await newTag(owner)];
      const ends = await race(
        round,
        () => add(owner, id, from.id),
        () => (round % 2 ? mergeTags(admin, from.id, into.id) : deleteTag(admin, from.id)),
      );
      expect(codes(ends)[1]).toBe("ok");
      const expected = codes(ends)[0] === "ok" && round % 2 ? [into.id] : [];
      expect(["ok", "invalid"]).toContain(codes(ends)[0]);
      expect(await tagsOf(owner, id)).toEqual(expected);
    }
  });

  test("is an admin's to change, and of nobody else", async () => {
    const { owner, department } = await ownedChat();
    const [tag, other] = [await newTag(owner), await newTag(owner)];
    for (const ctx of [owner, await asRole("supervisor", department.id), await asVisitor()]) {
      const refused = { code: "forbidden" };
      await expect(updateTag(ctx, tag.id, { name: "Mine", color: "red" })).rejects.toMatchObject(refused);
      await expect(mergeTags(ctx, tag.id, other.id)).rejects.toMatchObject(refused);
      await expect(deleteTag(ctx, tag.id)).rejects.toMatchObject(refused);
      await expect(setTagDuty(ctx, department.id, true)).rejects.toMatchObject(refused);
    }
    const admin = await asRole("admin");
    await setTagDuty(admin, department.id, true);
    expect(await listTagDuties(admin.db)).toContainEqual({
      id: department.id,
      name: department.name,
      requiresTag: true,
    });
    await expect(setTagDuty(admin, tag.id, true)).rejects.toMatchObject({ code: "not_found" });
  });
});
