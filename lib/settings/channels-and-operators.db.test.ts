import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { channels, departmentMembers, operators, WEB_CHANNEL_ID } from "@/db/schema";
import type { RoutingChange } from "@/lib/context";
import { asOperator, asRole, createDepartment, createOperator, unique } from "@/tests/support/factories";
import { channelInput } from "./channel-schemas";
import { listChannels, listOperatorCapacities } from "./queries";
import { operatorCapacityInput } from "./schemas";
import { areRechecked, insertChat, insertClosedChat, restoreSettings } from "./test-rows";
import { updateChannel } from "./update-channel";
import { updateOperatorCapacity } from "./update-operator-capacity";

afterEach(restoreSettings);

test("the web widget is a channel of every installation, with its open chats counted", async () => {
  const { db } = await asRole("admin");
  const webOf = async () => (await listChannels(db)).find(({ id }) => id === WEB_CHANNEL_ID);
  const before = await webOf();
  expect(before).toMatchObject({
    type: "web",
    name: "Web widget",
    weight: 1,
    active: true,
    closeIdleAfterMinutes: null,
    departmentName: null,
  });
  const operator = await asOperator();
  await insertChat();
  await insertChat({ status: "active", operatorId: operator.actor.operatorId });
  await insertClosedChat();
  expect((await webOf())?.openChats).toBe((before?.openChats ?? 0) + 2);
});

test("a channel keeps what is saved, and only another idle time moves clocks, those of its own chats", async () => {
  const admin = await asRole("admin");
  const [other] = await admin.db
    .insert(channels)
    .values({ type: "email", name: unique("Mail") })
    .returning();
  const chat = await insertChat();
  const elsewhere = await insertChat({ channelId: other?.id });
  const save = (values: object) =>
    updateChannel(
      admin,
      WEB_CHANNEL_ID,
      channelInput.parse({ name: "Our site", weight: 2, closeIdleAfterMinutes: "", ...values }),
    );
  await save({});
  expect(await areRechecked(chat.id, elsewhere.id)).toEqual([false, false]);
  await save({ closeIdleAfterMinutes: "30" });
  expect(await areRechecked(chat.id, elsewhere.id)).toEqual([true, false]);
  const web = (await listChannels(admin.db)).find(({ id }) => id === WEB_CHANNEL_ID);
  expect(web).toMatchObject({ name: "Our site", weight: 2, closeIdleAfterMinutes: 30, active: true });
});

test("operators are listed by name with departments, lines and what they have; former ones come last", async () => {
  const admin = await asRole("admin");
  const [sales, service] = [await createDepartment({ position: 1 }), await createDepartment({ position: 2 })];
  const { id } = await createOperator({ departmentIds: [service.id] });
  await admin.db.insert(departmentMembers).values({ departmentId: sales.id, operatorId: id, line: 2 });
  const former = await createOperator();
  await admin.db.update(operators).set({ deactivatedAt: new Date() }).where(eq(operators.id, former.id));
  const active = { status: "active", operatorId: id } as const;
  await insertChat({ ...active, weight: 2 });
  await insertChat({ ...active, weight: 3 });
  await insertChat({ ...active, weight: 4, heldAt: new Date() });
  await insertClosedChat({ operatorId: id, weight: 5 });
  const listed = await listOperatorCapacities(admin.db);
  expect(listed.find((operator) => operator.id === id)).toMatchObject({
    maxLoad: 5,
    channelTypes: ["web", "telegram", "email"],
    load: 5,
    openChats: 2,
    memberships: [
      { departmentId: sales.id, departmentName: sales.name, line: 2 },
      { departmentId: service.id, departmentName: service.name, line: 1 },
    ],
  });
  expect(listed.find((operator) => operator.id === id)).toMatchObject({ isActive: true });
  const firstFormer = listed.findIndex(({ isActive }) => !isActive);
  expect(listed.slice(firstFormer).every(({ isActive }) => !isActive)).toBe(true);
  expect(listed.slice(firstFormer).map((operator) => operator.id)).toContain(former.id);
});

test("a new load is stored, the operator's tabs are told, and what waits is distributed anew", async () => {
  const admin = await asRole("admin");
  const { id } = await createOperator();
  const touched: RoutingChange[] = [];
  const input = operatorCapacityInput.parse({ maxLoad: "7", channelTypes: ["email", "web"] });
  await updateOperatorCapacity({ ...admin, settle: async (changes) => void touched.push(...changes) }, id, input);
  const listed = await listOperatorCapacities(admin.db);
  expect(listed.find((operator) => operator.id === id)).toMatchObject({ maxLoad: 7, channelTypes: ["web", "email"] });
  expect(admin.published).toEqual([{ channel: "operator", id, name: "inbox.changed", data: { reason: "settings" } }]);
  expect(touched).toEqual([{ operatorId: id }]);
});

test("a former operator has no load to set", async () => {
  const admin = await asRole("admin");
  const { id } = await createOperator();
  await admin.db.update(operators).set({ deactivatedAt: new Date() }).where(eq(operators.id, id));
  const input = operatorCapacityInput.parse({ maxLoad: 7, channelTypes: ["web"] });
  await expect(updateOperatorCapacity(admin, id, input)).rejects.toMatchObject({ code: "not_found" });
  expect(admin.published).toEqual([]);
});

test("a name and lines are set where they are given; a department that is not theirs is passed over", async () => {
  const admin = await asRole("admin");
  const [own, other] = [await createDepartment(), await createDepartment()];
  const { id, name } = await createOperator({ departmentIds: [own.id] });
  const load = { maxLoad: "5", channelTypes: ["web" as const] };
  await updateOperatorCapacity(admin, id, operatorCapacityInput.parse(load));
  const listed = async () => (await listOperatorCapacities(admin.db)).find((operator) => operator.id === id);
  expect(await listed()).toMatchObject({ name, memberships: [{ departmentId: own.id, line: 1 }] });
  const lines = [own.id, other.id].map((departmentId) => ({ departmentId, line: "3" }));
  await updateOperatorCapacity(admin, id, operatorCapacityInput.parse({ ...load, name: " Keiko ", lines }));
  expect(await listed()).toMatchObject({ name: "Keiko", memberships: [{ departmentId: own.id, line: 3 }] });
  expect((await listed())?.memberships).toHaveLength(1);
});

test.each([
  [{ name: " " }, "name required"],
  [{ name: "x".repeat(121) }, "name tooLong"],
  [{ lines: [{ departmentId: "00000000-0000-4000-8000-000000000001", line: "0" }] }, "lines.0.line tooSmall:1"],
  [{ lines: [{ departmentId: "none", line: "1" }] }, "lines.0.departmentId choice"],
])("%o is refused", (values, problem) => {
  const parsed = operatorCapacityInput.safeParse({ maxLoad: "5", channelTypes: ["web"], ...values });
  expect(parsed.error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`)).toEqual([problem]);
});
