import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { company, departments, mailOutbox, offlineMessages, visitors } from "@/db/schema";
import { isDomainError } from "@/lib/errors";
import { randomToken, uuidv7 } from "@/lib/ids";
import { hashToken } from "@/lib/visitors/token";
import { testDatabase, withFreshDatabase } from "@/tests/support/database";
import { asOperator, asVisitor, createChat, createDepartment, unique } from "@/tests/support/factories";
import { leaveOfflineMessage } from "./leave-offline-message";
import { noteOfflineMessage } from "./note-offline-message";
import { leaveOfflineMessageInput } from "./schemas";

const inputOf = (key: string, values: Record<string, unknown> = {}) =>
  leaveOfflineMessageInput.parse({
    key,
    clientId: uuidv7(),
    name: "Vera",
    email: "Vera@Example.com",
    body: "Please call back.",
    locale: "en",
    page: { url: "https://shop.example/pans" },
    ...values,
  });

const told = (...ids: string[]) =>
  ids.map((id) => ({ channel: "operator", id, name: "inbox.changed", data: { reason: "offline" } }));

const address = () => `${randomToken(9).toLowerCase()}@example.com`;
const mailTo = async (to: string) => (await testDatabase()).select().from(mailOutbox).where(eq(mailOutbox.to, to));
const messagesOf = async (departmentId: string) =>
  (await testDatabase()).select().from(offlineMessages).where(eq(offlineMessages.departmentId, departmentId));

describe("leaving an offline message", () => {
  test("it is stored for the department of the key, its members are told, and its address gets a mail", async () => {
    const offlineEmail = address();
    const department = await createDepartment({ offlineEmail });
    const member = await asOperator(department.id);
    const visitor = await asVisitor();
    const { id, created } = await leaveOfflineMessage(visitor, visitor.token, inputOf(department.key));
    expect(created).toBe(true);
    expect(await messagesOf(department.id)).toMatchObject([
      { id, chatId: null, name: "Vera", email: "vera@example.com", pageUrl: "https://shop.example/pans" },
    ]);
    expect(visitor.published).toEqual(expect.arrayContaining(told(member.actor.operatorId)));
    const [mail, ...more] = await mailTo(offlineEmail);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ replyTo: "vera@example.com", subject: `${department.name}: message from Vera` });
    expect(mail?.body).toContain("Please call back.");
    expect(mail?.body).toContain("https://shop.example/pans");
  });

  test("a department without an address gets no mail, and the mail is in the visitor's language", async () => {
    const silent = await createDepartment();
    const before = await (await testDatabase()).$count(mailOutbox);
    const visitor = await asVisitor();
    await leaveOfflineMessage(visitor, visitor.token, inputOf(silent.key));
    expect(await (await testDatabase()).$count(mailOutbox)).toBe(before);
    const offlineEmail = address();
    const russian = await createDepartment({ offlineEmail });
    await leaveOfflineMessage(visitor, visitor.token, inputOf(russian.key, { locale: "ru" }));
    expect((await mailTo(offlineEmail))[0]?.subject).toBe(`${russian.name}: сообщение, Vera`);
  });

  test("sent again it is the same message, with one mail, also when it comes five times at once", async () => {
    const offlineEmail = address();
    const department = await createDepartment({ offlineEmail });
    const visitor = await asVisitor();
    const input = inputOf(department.key);
    const sent = await Promise.all(Array.from({ length: 5 }, () => leaveOfflineMessage(visitor, visitor.token, input)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(sent.filter(({ created }) => created)).toHaveLength(1);
    expect(await messagesOf(department.id)).toHaveLength(1);
    expect(await mailTo(offlineEmail)).toHaveLength(1);
  });

  test("a repetition finds its message even if the department was disabled meanwhile", async () => {
    const department = await createDepartment();
    const visitor = await asVisitor();
    const input = inputOf(department.key);
    const first = await leaveOfflineMessage(visitor, visitor.token, input);
    await visitor.db.update(departments).set({ disabled: true }).where(eq(departments.id, department.id));
    expect(await leaveOfflineMessage(visitor, visitor.token, input)).toEqual({ id: first.id, created: false });
  });

  test.each([
    ["text", { body: "Something else" }],
    ["address", { email: "other@example.com" }],
    ["name", { name: "Nora" }],
  ])("another %s under the same clientId is refused, and the first one stays", async (_, change) => {
    const department = await createDepartment();
    const visitor = await asVisitor();
    const input = inputOf(department.key);
    await leaveOfflineMessage(visitor, visitor.token, input);
    await expect(leaveOfflineMessage(visitor, visitor.token, { ...input, ...change })).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
    expect(await messagesOf(department.id)).toMatchObject([{ body: "Please call back.", name: "Vera" }]);
  });

  test("two visitors may use the same clientId: each has a message of their own", async () => {
    const department = await createDepartment();
    const [one, other] = [await asVisitor(), await asVisitor()];
    const input = inputOf(department.key);
    const first = await leaveOfflineMessage(one, one.token, input);
    const second = await leaveOfflineMessage(other, other.token, { ...input, body: "Mine" });
    expect(second).toMatchObject({ created: true });
    expect(second.id).not.toBe(first.id);
  });
});

test("every key or department that does not lead anywhere is answered alike, and nothing is written", async () => {
  await withFreshDatabase(async (db) => {
    const companyKey = randomToken(16);
    await db.insert(company).values({ key: companyKey });
    const make = async (values: Partial<typeof departments.$inferInsert>) => {
      const made = { name: unique("Department"), key: randomToken(16), ...values };
      const [row] = await db.insert(departments).values(made).returning();
      if (!row) throw new Error("no row");
      return row;
    };
    const listed = await make({});
    await make({});
    const hidden = await make({ hidden: true });
    const disabled = await make({ disabled: true });
    const token = randomToken(32);
    const attempts = [
      inputOf(randomToken(16)),
      inputOf("short"),
      inputOf(disabled.key),
      inputOf(companyKey),
      inputOf(companyKey, { departmentId: hidden.id }),
      inputOf(companyKey, { departmentId: disabled.id }),
      inputOf(companyKey, { departmentId: uuidv7() }),
      inputOf(listed.key, { departmentId: hidden.id }),
    ];
    const refusals = [];
    for (const input of attempts) {
      const refusal = await leaveOfflineMessage({ db, publish: async () => undefined }, token, input).catch((e) => e);
      expect(isDomainError(refusal)).toBe(true);
      refusals.push({ code: refusal.code, message: refusal.message, fields: refusal.fields, data: refusal.data });
    }
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0]?.code).toBe("not_found");
    expect(await db.$count(offlineMessages)).toBe(0);
    expect(await db.$count(visitors, eq(visitors.tokenHash, hashToken(token)))).toBe(0);
    const through = await leaveOfflineMessage({ db, publish: async () => undefined }, token, inputOf(hidden.key));
    expect(through.created).toBe(true);
  });
});

describe("a chat that becomes an offline message", () => {
  const facts = async (email: string | null) => {
    const offlineEmail = address();
    const department = await createDepartment({ offlineEmail });
    const chat = await createChat(department);
    const { visitorId } = chat.visitor.actor;
    const message = { visitorId, clientId: uuidv7(), departmentId: department.id, chatId: chat.id, email };
    return { offlineEmail, message: { ...message, name: "Vera", body: "Hello?", locale: "en", pageUrl: null } };
  };

  test("is noted once in the transaction of whoever ends the chat, and rolled back with it", async () => {
    const db = await testDatabase();
    const { offlineEmail, message } = await facts("vera@example.com");
    const member = await asOperator(message.departmentId);
    const rolledBack = db.transaction(async (tx) => {
      await noteOfflineMessage(tx, message);
      throw new Error("the chat was taken meanwhile");
    });
    await expect(rolledBack).rejects.toThrow("taken meanwhile");
    expect(await messagesOf(message.departmentId)).toEqual([]);
    const noted = await db.transaction((tx) => noteOfflineMessage(tx, message));
    expect(noted).toMatchObject({ created: true, memberIds: expect.arrayContaining([member.actor.operatorId]) });
    expect(await db.transaction((tx) => noteOfflineMessage(tx, message))).toEqual({
      id: noted.id,
      memberIds: [],
      created: false,
    });
    expect(await messagesOf(message.departmentId)).toMatchObject([{ id: noted.id, chatId: message.chatId }]);
    expect(await mailTo(offlineEmail)).toHaveLength(1);
  });

  test("may have no address to answer to, and its mail says so", async () => {
    const { offlineEmail, message } = await facts(null);
    await (await testDatabase()).transaction((tx) => noteOfflineMessage(tx, message));
    const [mail] = await mailTo(offlineEmail);
    expect(mail?.replyTo).toBeNull();
    expect(mail?.body).toContain("The visitor left no e-mail address.");
  });
});
