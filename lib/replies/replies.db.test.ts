import { describe, expect, test } from "vitest";
import { uuidv7 } from "@/lib/ids";
import { asOperator, asRole, createDepartment } from "@/tests/support/factories";
import { deleteReply } from "./delete-reply";
import { listReplies, listReplyDepartments } from "./queries";
import { saveReply } from "./save-reply";
import type { SaveReplyInput } from "./schemas";

const reply = (more: Partial<SaveReplyInput> = {}): SaveReplyInput => ({
  scope: "personal",
  title: "Thanks",
  body: "Thank you, {visitor.name}",
  ...more,
});

async function scene() {
  const department = await createDepartment();
  const other = await createDepartment();
  const departmentReply = reply({ scope: "department", departmentId: department.id });
  return {
    department,
    other,
    departmentReply,
    operator: await asOperator(department.id),
    supervisor: await asRole("supervisor", department.id),
    stranger: await asRole("supervisor", other.id),
    admin: await asRole("admin"),
  };
}
type Asked = Awaited<ReturnType<typeof scene>>["operator"];
const idsOf = async (ctx: Asked) => (await listReplies(ctx.db, ctx.actor)).map(({ id }) => id);

describe("a canned reply", () => {
  test("of an operator is theirs alone, also before admins", async () => {
    const { operator, supervisor, admin } = await scene();
    const id = uuidv7();
    await saveReply(operator, id, reply());
    expect(await idsOf(operator)).toContain(id);
    for (const other of [supervisor, admin]) {
      expect(await idsOf(other)).not.toContain(id);
      await expect(saveReply(other, id, reply({ title: "Mine" }))).rejects.toMatchObject({ code: "forbidden" });
      await expect(deleteReply(other, id)).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("of a department is read by its members and changed by its supervisors and by admins", async () => {
    const { operator, supervisor, stranger, admin, department, departmentReply } = await scene();
    const id = uuidv7();
    for (const who of [operator, stranger]) {
      await expect(saveReply(who, id, departmentReply)).rejects.toMatchObject({ code: "forbidden" });
    }
    await saveReply(supervisor, id, departmentReply);
    const [found] = (await listReplies(operator.db, operator.actor)).filter((one) => one.id === id);
    expect(found).toMatchObject({ department: { id: department.id, name: department.name }, title: "Thanks" });
    expect(await idsOf(stranger)).not.toContain(id);
    await expect(deleteReply(stranger, id)).rejects.toMatchObject({ code: "forbidden" });
    await saveReply(admin, id, { ...departmentReply, title: "Many thanks" });
    await deleteReply(supervisor, id);
    await deleteReply(supervisor, id);
    expect(await idsOf(operator)).not.toContain(id);
  });

  test("of the company is read by everybody and changed by admins", async () => {
    const { operator, supervisor, admin } = await scene();
    const id = uuidv7();
    const companyReply = reply({ scope: "company" });
    await expect(saveReply(supervisor, id, companyReply)).rejects.toMatchObject({ code: "forbidden" });
    await saveReply(admin, id, companyReply);
    expect(await idsOf(operator)).toContain(id);
    await deleteReply(admin, id);
  });

  test("goes elsewhere only where both places are the actor's to change", async () => {
    const { supervisor, stranger, other, departmentReply } = await scene();
    const id = uuidv7();
    await saveReply(supervisor, id, departmentReply);
    const elsewhere = { ...departmentReply, departmentId: other.id };
    for (const who of [supervisor, stranger]) {
      await expect(saveReply(who, id, elsewhere)).rejects.toMatchObject({ code: "forbidden" });
    }
    await saveReply(supervisor, id, reply());
    expect((await listReplies(supervisor.db, supervisor.actor)).find((one) => one.id === id)).toMatchObject({
      scope: "personal",
      department: null,
    });
  });

  test("is made once, however often and however close together it is asked for", async () => {
    const { operator } = await scene();
    const id = uuidv7();
    await Promise.all([1, 2, 3].map(() => saveReply(operator, id, reply())));
    expect((await idsOf(operator)).filter((one) => one === id)).toHaveLength(1);
  });

  test("needs a department that exists", async () => {
    const { admin, departmentReply } = await scene();
    await expect(saveReply(admin, uuidv7(), { ...departmentReply, departmentId: uuidv7() })).rejects.toMatchObject({
      code: "invalid",
      fields: { departmentId: "departmentGone" },
    });
  });
});

test("supervisors manage their own departments, admins all, operators none", async () => {
  const { operator, supervisor, admin, department, other } = await scene();
  const ids = async ({ db, actor }: Asked) => (await listReplyDepartments(db, actor)).map(({ id }) => id);
  expect(await ids(operator)).toEqual([]);
  expect(await ids(supervisor)).toEqual([department.id]);
  expect(await ids(admin)).toEqual(expect.arrayContaining([department.id, other.id]));
});
