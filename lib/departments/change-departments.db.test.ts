import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { departmentMembers, departments, logos } from "@/db/schema";
import { isDomainError } from "@/lib/errors";
import { randomToken, uuidv7 } from "@/lib/ids";
import { findLogo } from "@/lib/logos/queries";
import { asOperator, asRole, createChat, createDepartment, unique } from "@/tests/support/factories";
import { createDepartment as create } from "./create-department";
import { deleteDepartment } from "./delete-department";
import { findEmbedTarget } from "./embed-target";
import { countChats, findDepartment, listDepartments } from "./queries";
import { reorderDepartments } from "./reorder-departments";
import { rotateDepartmentKey } from "./rotate-department-key";
import { CHATS_COUNT_MAX, type DepartmentFormValues, departmentInput } from "./schemas";
import { setDepartmentLogo } from "./set-department-logo";
import { updateDepartment } from "./update-department";

const inputOf = (values: Partial<DepartmentFormValues> = {}) =>
  departmentInput.parse({
    name: unique("Made"),
    description: "",
    hidden: false,
    disabled: false,
    color: "#0b6275",
    siteUrl: "",
    allowedDomains: "",
    greeting: "",
    ...values,
  });

const picture = (byte = 1) => ({ bytes: Uint8Array.of(byte, 2, 3), width: 8, height: 8 });
const changed = (...ids: string[]) =>
  ids.map((id) => ({ channel: "operator", id, name: "inbox.changed", data: { reason: "departments" } }));
const idOf = (logoUrl: string | null | undefined) => /^\/logos\/(.{22})\.webp$/.exec(logoUrl ?? "")?.[1] ?? "";

test("a new department comes last, with a key of its own, and its maker is a member in line 1", async () => {
  const admin = await asRole("admin");
  const first = await create(admin, inputOf());
  const second = await create(admin, inputOf({ siteUrl: "https://example.com", allowedDomains: "a.example" }));
  expect(first.key).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(second.key).not.toBe(first.key);
  const order = (await listDepartments(admin.db)).map(({ id }) => id);
  expect(order.slice(-2)).toEqual([first.id, second.id]);
  expect(await findDepartment(admin.db, second.id)).toMatchObject({
    siteUrl: "https://example.com/",
    allowedDomains: ["a.example"],
    logoUrl: null,
  });
  const members = await admin.db.select().from(departmentMembers).where(eq(departmentMembers.departmentId, first.id));
  expect(members).toEqual([{ departmentId: first.id, operatorId: admin.actor.operatorId, line: 1 }]);
  expect(admin.published).toEqual(changed(admin.actor.operatorId, admin.actor.operatorId));
});

test("a new department can come with its logo", async () => {
  const admin = await asRole("admin");
  const { id } = await create(admin, inputOf(), picture(7));
  const logoId = idOf((await findDepartment(admin.db, id))?.logoUrl);
  expect(await findLogo(admin.db, logoId)).toEqual(Uint8Array.of(7, 2, 3));
});

test("saving the form changes its fields, keeps logo and key, and tells the members", async () => {
  const admin = await asRole("admin");
  const { id, key } = await createDepartment();
  const member = await asOperator(id);
  const { logoUrl } = await setDepartmentLogo(admin, id, picture());
  admin.published.length = 0;
  const input = inputOf({ hidden: true, greeting: "<b>Hi</b>" });
  await updateDepartment(admin, id, input);
  expect(await findDepartment(admin.db, id)).toEqual({ ...input, id, key, logoUrl, tone: "chime" });
  expect(admin.published).toEqual(changed(member.actor.operatorId));
});

test("two admins who switch different flags at once both succeed", async () => {
  const [one, other] = [await asRole("admin"), await asRole("admin")];
  const { id } = await createDepartment();
  await Promise.all([updateDepartment(one, id, { hidden: true }), updateDepartment(other, id, { disabled: true })]);
  expect(await findDepartment(one.db, id)).toMatchObject({ hidden: true, disabled: true });
});

test("a department that does not exist cannot be changed", async () => {
  const admin = await asRole("admin");
  const id = uuidv7();
  const outcomes = await Promise.allSettled([
    updateDepartment(admin, id, inputOf()),
    deleteDepartment(admin, id),
    rotateDepartmentKey(admin, id),
    setDepartmentLogo(admin, id, picture()),
  ]);
  const refusal = { status: "rejected", reason: expect.objectContaining({ code: "not_found" }) };
  expect(outcomes).toEqual(outcomes.map(() => refusal));
  expect(admin.published).toEqual([]);
});

test("after a rotation the old key opens nothing and the new one the same department", async () => {
  const admin = await asRole("admin");
  const { id, key } = await createDepartment({ hidden: true });
  const rotated = await rotateDepartmentKey(admin, id);
  expect(rotated.key).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(await findEmbedTarget(admin.db, key)).toBeNull();
  expect((await findEmbedTarget(admin.db, rotated.key))?.departments.map((found) => found.id)).toEqual([id]);
});

test("a new logo has a new address, and the one before is gone", async () => {
  const admin = await asRole("admin");
  const { id } = await createDepartment();
  const before = idOf((await setDepartmentLogo(admin, id, picture(1))).logoUrl);
  const after = idOf((await setDepartmentLogo(admin, id, picture(1))).logoUrl);
  expect(after).not.toBe(before);
  expect(await findLogo(admin.db, before)).toBeNull();
  expect(await findLogo(admin.db, after)).not.toBeNull();
  expect(await setDepartmentLogo(admin, id, null)).toEqual({ logoUrl: null });
  expect(await findLogo(admin.db, after)).toBeNull();
  expect(await findDepartment(admin.db, id)).toMatchObject({ logoUrl: null });
});

test("of logos uploaded at once exactly one stays, and the department has it", async () => {
  const admin = await asRole("admin");
  const { id } = await createDepartment();
  const done = await Promise.all([1, 2, 3].map((byte) => setDepartmentLogo(admin, id, picture(byte))));
  const kept = idOf((await findDepartment(admin.db, id))?.logoUrl);
  for (const { logoUrl } of done) {
    expect((await findLogo(admin.db, idOf(logoUrl))) !== null).toBe(idOf(logoUrl) === kept);
  }
});

test("a department without chats is deleted with its logo and memberships, and its members hear of it", async () => {
  const admin = await asRole("admin");
  const { id } = await createDepartment();
  const member = await asOperator(id);
  const logoId = idOf((await setDepartmentLogo(admin, id, picture())).logoUrl);
  admin.published.length = 0;
  await deleteDepartment(admin, id);
  expect(await findDepartment(admin.db, id)).toBeNull();
  expect(await admin.db.$count(logos, eq(logos.id, logoId))).toBe(0);
  expect(await admin.db.$count(departmentMembers, eq(departmentMembers.departmentId, id))).toBe(0);
  expect(admin.published).toEqual(changed(member.actor.operatorId));
});

test("a department with chats is not deleted, and the refusal counts them", async () => {
  const admin = await asRole("admin");
  const department = await createDepartment();
  await createChat(department);
  await createChat(department);
  await expect(deleteDepartment(admin, department.id)).rejects.toMatchObject({ code: "conflict", data: { chats: 2 } });
  expect(await findDepartment(admin.db, department.id)).not.toBeNull();
  expect(admin.published).toEqual([]);
  const row = (await listDepartments(admin.db)).find(({ id }) => id === department.id);
  expect(row).toMatchObject({ chats: 2, openChats: 2, members: 0 });
});

test("chats of a department are counted no further than anybody wants to know, the open ones all", async () => {
  const admin = await asRole("admin");
  const department = await createDepartment();
  const { id } = await createChat(department);
  await admin.db.execute(sql`
    insert into chats (visitor_id, start_client_id, department_id, status, closed_at, close_reason)
    select c.visitor_id, gen_random_uuid(), c.department_id, 'closed', now(), 'operator'
    from chats c, generate_series(1, ${CHATS_COUNT_MAX + 5}) where c.id = ${id}`);
  const row = (await listDepartments(admin.db)).find((one) => one.id === department.id);
  expect(row).toMatchObject({ chats: CHATS_COUNT_MAX + 1, openChats: 1 });
  expect(await countChats(admin.db, department.id)).toBe(CHATS_COUNT_MAX + 1);
});

test("a chat that starts while its department is deleted either finds it or is refused; no chat is left without one", async () => {
  const admin = await asRole("admin");
  for (let round = 0; round < 8; round++) {
    const department = await createDepartment();
    const remove = () => deleteDepartment(admin, department.id);
    const start = () => createChat(department);
    const outcomes = await Promise.allSettled(
      (round % 2 === 0 ? [remove, start] : [start, remove]).map((run) => run()),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(isDomainError(refused[0]?.reason)).toBe(true);
    const chatsLeft = await countChats(admin.db, department.id);
    expect((await findDepartment(admin.db, department.id)) !== null).toBe(chatsLeft === 1);
  }
});

test("the departments take the order that is asked for, and all members hear of it", async () => {
  const admin = await asRole("admin");
  const { id } = await createDepartment();
  const member = await asOperator(id);
  const order = (await listDepartments(admin.db)).map((row) => row.id).reverse();
  await reorderDepartments(admin, order);
  expect((await listDepartments(admin.db)).map((row) => row.id)).toEqual(order);
  expect(admin.published).toEqual(expect.arrayContaining(changed(member.actor.operatorId)));
});

test("of two orders at once the result is one of them, never a mixture", async () => {
  const [one, other] = [await asRole("admin"), await asRole("admin")];
  for (let made = 0; made < 3; made++) await createDepartment();
  const order = (await listDepartments(one.db)).map((row) => row.id);
  const [forwards, backwards] = [order, order.toReversed()];
  await Promise.all([reorderDepartments(one, forwards), reorderDepartments(other, backwards)]);
  const result = (await listDepartments(one.db)).map((row) => row.id);
  expect([forwards, backwards]).toContainEqual(result);
});

test("an order that lacks a department, doubles one or names a stranger is refused, and the old one stays", async () => {
  const admin = await asRole("admin");
  await createDepartment();
  await createDepartment();
  const order = (await listDepartments(admin.db)).map((row) => row.id);
  const stale = [order.slice(1), [...order, uuidv7()], [...order.slice(1), ...order.slice(1, 2)], []];
  for (const ids of stale) {
    await expect(reorderDepartments(admin, ids)).rejects.toMatchObject({ code: "conflict" });
  }
  expect((await listDepartments(admin.db)).map((row) => row.id)).toEqual(order);
  expect(admin.published).toEqual([]);
});

test("no two departments share a key", async () => {
  const admin = await asRole("admin");
  const key = randomToken(16);
  await createDepartment({ key });
  await expect(createDepartment({ key })).rejects.toThrow();
  expect(await admin.db.$count(departments, eq(departments.key, key))).toBe(1);
});
