import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { createTag } from "@/lib/tags/create-tag";
import { tagChat } from "@/lib/tags/tag-chat";
import { asOperator, asRole, createChat, createDepartment, unique } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { createView } from "./change-views";
import { countViews } from "./count-views";
import type { ViewQuery } from "./rules";

const NOTHING: ViewQuery = {
  tab: "all",
  departmentId: null,
  status: null,
  unread: false,
  unanswered: false,
  tagIds: [],
};
type Operator = Awaited<ReturnType<typeof asOperator>>;

/** What an operator's own view is counted as; undefined where it is not counted apart. */
async function counted(ctx: Operator, change: Partial<ViewQuery>) {
  const query = { ...NOTHING, ...change };
  const { id } = await createView(ctx, { name: unique("View"), query, audience: { for: "me" } });
  return (await countViews(ctx.db, ctx.actor))[id];
}

async function scene() {
  const { owner, department, id } = await ownedChat();
  const { tag } = await createTag(owner, { name: unique("Tag") });
  await tagChat(owner, id, { add: [tag.id], remove: [] });
  return { owner, department, id, tagIds: [tag.id] };
}

describe("the number of a view", () => {
  test("by tags counts open chats by their state, and closed ones once they are", async () => {
    const { owner, department, id, tagIds } = await scene();
    await createChat(department);
    expect(await counted(owner, { tagIds })).toBe(1);
    expect(await counted(owner, { tagIds, status: "active" })).toBe(1);
    expect(await counted(owner, { tagIds, status: "waiting" })).toBe(0);
    expect(await counted(owner, { tagIds, unanswered: true })).toBe(1);
    expect(await counted(owner, { tagIds, unread: true })).toBe(1);
    expect(await counted(owner, { tagIds, tab: "closed" })).toBe(0);
    await closeChat(owner, id);
    expect(await counted(owner, { tagIds })).toBe(0);
    expect(await counted(owner, { tagIds, tab: "closed" })).toBe(1);
    expect(await counted(owner, { departmentId: department.id, tab: "closed" })).toBe(1);
  });

  test("leaves out what the operator may not see, whatever the view names", async () => {
    const { tagIds, department } = await scene();
    const stranger = await asOperator((await createDepartment()).id);
    expect(await counted(stranger, { tagIds })).toBe(0);
    expect(await counted(stranger, { departmentId: department.id, tab: "closed" })).toBe(0);
    expect(await counted(await asRole("admin"), { tagIds })).toBe(1);
  });

  test("is not counted apart where the inbox's own counts tell it", async () => {
    const { owner, tagIds } = await scene();
    expect(await counted(owner, {})).toBeUndefined();
    expect(await counted(owner, { tab: "closed" })).toBeUndefined();
    expect(await counted(owner, { tab: "mine", tagIds })).toBeUndefined();
  });
});
