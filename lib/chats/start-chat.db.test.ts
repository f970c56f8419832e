import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, company, departments, legs, visitors } from "@/db/schema";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { randomToken, uuidv7 } from "@/lib/ids";
import { hashToken } from "@/lib/visitors/token";
import { testDatabase } from "@/tests/support/database";
import { asVisitor, createDepartment, startInput } from "@/tests/support/factories";
import { startChat } from "./start-chat";

async function companyKey() {
  const db = await testDatabase();
  await ensureInstallation(db);
  const [row] = await db.select({ key: company.key }).from(company);
  if (!row) throw new Error("no company");
  return row.key;
}

const start = async (key: string, values: Parameters<typeof startInput>[1] = {}, token = randomToken(32)) => {
  const visitor = await asVisitor(token);
  return { visitor, started: await startChat(visitor, token, startInput(key, values), "test browser") };
};

describe("a start", () => {
  test("makes a queued chat with its question as public entry 2, a queue leg, and tells the department", async () => {
    const department = await createDepartment();
    const { visitor, started } = await start(department.key, { body: "Do you ship?" });
    expect(started).toMatchObject({
      created: true,
      chat: { state: { status: "queued", lastSeq: 2, owner: null }, department: { id: department.id } },
      events: [
        { seq: 1, kind: "started", data: { departmentName: department.name } },
        { seq: 2, prev: 1, kind: "message", body: "Do you ship?", sender: { type: "visitor" } },
      ],
    });
    const db = await testDatabase();
    expect(await db.select().from(legs).where(eq(legs.chatId, started.chat.id))).toMatchObject([
      { operatorId: null, assignedAt: null, releasedAt: null, fromSeq: 1, toSeq: null },
    ]);
    expect(visitor.published).toContainEqual(
      expect.objectContaining({ channel: "department", id: department.id, name: "chat.changed" }),
    );
  });

  test("repeated with the same clientId answers the first chat and makes nothing", async () => {
    const department = await createDepartment();
    const token = randomToken(32);
    const clientId = uuidv7();
    const first = await start(department.key, { clientId }, token);
    const again = await start(department.key, { clientId }, token);
    expect(again.started).toEqual({ ...first.started, created: false });
    expect(again.visitor.published).toEqual([]);
  });

  test("sent twice at the same moment makes one chat", async () => {
    const department = await createDepartment();
    const token = randomToken(32);
    const clientId = uuidv7();
    const both = await Promise.all([
      start(department.key, { clientId }, token),
      start(department.key, { clientId }, token),
    ]);
    expect(new Set(both.map(({ started }) => started.chat.id)).size).toBe(1);
    expect(both.filter(({ started }) => started.created)).toHaveLength(1);
  });

  test("with a used clientId and another text is refused as a mismatch", async () => {
    const department = await createDepartment();
    const token = randomToken(32);
    const clientId = uuidv7();
    await start(department.key, { clientId, body: "one" }, token);
    await expect(start(department.key, { clientId, body: "two" }, token)).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
  });
});

describe("a key leads only where it should", () => {
  test("a department's own key reaches it, hidden or not", async () => {
    const hidden = await createDepartment({ hidden: true });
    expect((await start(hidden.key)).started.chat.department.id).toBe(hidden.id);
  });

  test("the company's key reaches a visible department by its id", async () => {
    const visible = await createDepartment();
    const { started } = await start(await companyKey(), { departmentId: visible.id });
    expect(started.chat.department.id).toBe(visible.id);
  });

  // Every refusal must look exactly like that of a department which does not exist.
  const refusal = { name: "DomainError", code: "not_found", message: "Not found", fields: undefined, data: undefined };

  test.each([
    ["a hidden department by its id with the company's key", { hidden: true }],
    ["a disabled department by its id with the company's key", { disabled: true }],
    ["a hidden and disabled one", { hidden: true, disabled: true }],
  ])("%s is answered as one that does not exist, and leaves no visitor behind", async (_, flags) => {
    const { id } = await createDepartment(flags);
    const key = await companyKey();
    const token = randomToken(32);
    const ctx = await asVisitor();
    await expect(startChat(ctx, token, startInput(key, { departmentId: id }), "")).rejects.toMatchObject(refusal);
    await expect(
      startChat(ctx, token, startInput(key, { departmentId: crypto.randomUUID() }), ""),
    ).rejects.toMatchObject(refusal);
    const db = await testDatabase();
    expect(
      await db
        .select()
        .from(visitors)
        .where(eq(visitors.tokenHash, hashToken(token))),
    ).toEqual([]);
  });

  test("one department's key does not open another, whichever id a request replays", async () => {
    const mine = await createDepartment();
    const other = await createDepartment({ hidden: true });
    await expect(start(mine.key, { departmentId: other.id })).rejects.toMatchObject(refusal);
  });

  test.each(["disabled", "rotated"])("the key of a %s department leads nowhere", async (how) => {
    const department = await createDepartment({ disabled: how === "disabled" });
    const db = await testDatabase();
    if (how === "rotated") {
      await db
        .update(departments)
        .set({ key: randomToken(16) })
        .where(eq(departments.id, department.id));
    }
    await expect(start(department.key)).rejects.toMatchObject(refusal);
  });

  test("hiding a department while chats are being started lets none through afterwards", async () => {
    const department = await createDepartment();
    const db = await testDatabase();
    const key = await companyKey();
    const attempts = Array.from({ length: 10 }, () => start(key, { departmentId: department.id }));
    await Promise.allSettled([
      ...attempts,
      db.update(departments).set({ hidden: true }).where(eq(departments.id, department.id)),
    ]);
    const before = await db.$count(chats, eq(chats.departmentId, department.id));
    await expect(start(key, { departmentId: department.id })).rejects.toMatchObject(refusal);
    expect(await db.$count(chats, eq(chats.departmentId, department.id))).toBe(before);
  });
});
