import { describe, expect, test } from "vitest";
import { asOperator, asRole, createDepartment, unique } from "@/tests/support/factories";
import { changeView, createView, orderViews } from "./change-views";
import { listViews } from "./queries";
import { VIEWS_MAX } from "./rules";
import type { NewViewInput } from "./schemas";

type Operator = Awaited<ReturnType<typeof asOperator>>;
const query = { tab: "all", departmentId: null, status: null, unread: true, unanswered: false, tagIds: [] } as const;
const input = (audience: NewViewInput["audience"], name = unique("View")): NewViewInput => ({
  name,
  query: { ...query, tagIds: [] },
  audience,
});
const seen = async (ctx: Operator, id: string) => (await listViews(ctx.db, ctx.actor)).find((view) => view.id === id);

describe("a personal view", () => {
  test("is its operator's alone, is renamed, pointed at another list and deleted by them", async () => {
    const owner = await asOperator();
    const { id } = await createView(owner, input({ for: "me" }, "Mine"));
    expect(await seen(owner, id)).toMatchObject({ name: "Mine", query, isMine: true, mayChange: true });
    const admin = await asRole("admin");
    expect(await seen(admin, id)).toBeUndefined();
    await expect(changeView(admin, id, { name: "Yours" })).rejects.toMatchObject({ code: "not_found" });
    await changeView(owner, id, { name: "Later", query: { ...query, tab: "mine", status: "snoozed", tagIds: [] } });
    expect(await seen(owner, id)).toMatchObject({ name: "Later", query: { tab: "mine", status: "snoozed" } });
    await changeView(owner, id, { deleted: true });
    expect(await seen(owner, id)).toBeUndefined();
    await expect(changeView(owner, id, { deleted: true })).rejects.toMatchObject({ code: "not_found" });
    expect(
      owner.published.every(({ channel, id: to }) => channel === "operator" && to === owner.actor.operatorId),
    ).toBe(true);
  });

  test("stands where it was put, and there are so many and no more, also when saved at once", async () => {
    const owner = await asOperator();
    const ids: string[] = [];
    for (let n = 0; n < VIEWS_MAX - 1; n++) ids.push((await createView(owner, input({ for: "me" }))).id);
    const ends = await Promise.allSettled([1, 2, 3].map(() => createView(owner, input({ for: "me" }))));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const listed = async () =>
      (await listViews(owner.db, owner.actor)).filter(({ isMine }) => isMine).map(({ id }) => id);
    const all = await listed();
    expect(all).toHaveLength(VIEWS_MAX);
    expect(all.slice(0, -1)).toEqual(ids);
    const turned = [...all].reverse();
    await orderViews(owner, turned);
    expect(await listed()).toEqual(turned);
    await orderViews(await asOperator(), all);
    expect(await listed()).toEqual(turned);
  });
});

describe("a shared view", () => {
  test("of a department is seen by its members and admins, and changed by who supervises it", async () => {
    const department = await createDepartment();
    const supervisor = await asRole("supervisor", department.id);
    const audience = { for: "department", departmentId: department.id } as const;
    const { id } = await createView(supervisor, input(audience));
    const member = await asOperator(department.id);
    const admin = await asRole("admin");
    expect(await seen(member, id)).toMatchObject({ isMine: false, mayChange: false, departmentId: department.id });
    expect(await seen(admin, id)).toMatchObject({ mayChange: true });
    expect(await seen(supervisor, id)).toMatchObject({ mayChange: true });
    expect(await seen(await asOperator(), id)).toBeUndefined();
    const elsewhere = await asRole("supervisor", (await createDepartment()).id);
    for (const ctx of [member, elsewhere]) {
      await expect(changeView(ctx, id, { deleted: true })).rejects.toMatchObject({ code: "forbidden" });
      await expect(createView(ctx, input(audience))).rejects.toMatchObject({ code: "forbidden" });
      await orderViews(ctx, [id]);
    }
    await changeView(admin, id, { deleted: true });
  });

  test("for everybody is an admin's to make", async () => {
    const department = await createDepartment();
    for (const ctx of [await asOperator(department.id), await asRole("supervisor", department.id)]) {
      await expect(createView(ctx, input({ for: "everybody" }))).rejects.toMatchObject({ code: "forbidden" });
    }
    const { id } = await createView(await asRole("admin"), input({ for: "everybody" }));
    expect(await seen(await asOperator(), id)).toMatchObject({ isMine: false, departmentId: null, mayChange: false });
    await changeView(await asRole("admin"), id, { deleted: true });
  });

  test("of a department that does not exist is refused as such", async () => {
    const admin = await asRole("admin");
    const departmentId = admin.actor.operatorId;
    await expect(createView(admin, input({ for: "department", departmentId }))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
