import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, departments, legs, visitors } from "@/db/schema";
import { randomToken, uuidv7 } from "@/lib/ids";
import { hashToken } from "@/lib/visitors/token";
import { clocksOf } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { asThere, asVisitor, createDepartment, startInput } from "@/tests/support/factories";
import { closeChat } from "../close-chat";
import { startChat } from "./start-chat";

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

describe("a department that takes nobody now", () => {
  const opensTomorrow = () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    return [{ weekday: tomorrow.getUTCDay() || 7, from: "09:00", to: "10:00" }];
  };

  test("refuses while it is closed and says when it opens, and nothing is written", async () => {
    const department = await createDepartment({ hours: opensTomorrow() });
    const refused = start(department.key);
    await expect(refused).rejects.toMatchObject({
      code: "conflict",
      data: { state: "closed", opensAt: expect.stringMatching(/T09:00:00\.000Z$/) },
    });
    const db = await testDatabase();
    expect(await db.$count(chats, eq(chats.departmentId, department.id))).toBe(0);
  });

  test("refuses when its queue is full, whoever comes, and takes chats again when one has left", async () => {
    const department = await createDepartment({ queueLimitChats: 2 });
    const first = await start(department.key);
    await start(department.key);
    await expect(start(department.key)).rejects.toMatchObject({
      code: "conflict",
      data: { state: "full", opensAt: null },
    });
    await closeChat(first.visitor, first.started.chat.id);
    expect((await start(department.key)).started.created).toBe(true);
  });

  test("does not count the queue while somebody has a slot", async () => {
    const department = await createDepartment({ queueLimitChats: 0 });
    await expect(start(department.key)).rejects.toMatchObject({ data: { state: "full" } });
    await asThere({ departmentIds: [department.id] });
    expect((await start(department.key)).started.created).toBe(true);
  });

  test("answers the repetition of a start that it took before", async () => {
    const department = await createDepartment({ queueLimitChats: 1 });
    const token = randomToken(32);
    const clientId = uuidv7();
    await start(department.key, { clientId }, token);
    expect((await start(department.key, { clientId }, token)).started.created).toBe(false);
  });

  test("takes chats while it is merely away: they wait, with the clocks of a queue", async () => {
    const overflow = await createDepartment();
    const department = await createDepartment({ overflowDepartmentId: overflow.id, overflowAfterMinutes: 7 });
    const { started } = await start(department.key);
    expect(started.chat.state.queue).toEqual({ place: 1, estimate: null, isLate: false });
    expect(await clocksOf(started.chat.id)).toEqual({ abandoned: 15, overflow: 7 });
  });
});
