import { eq, inArray } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, visitors } from "@/db/schema";
import { listEventsAfter } from "@/lib/chats/list-events";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { createTag } from "@/lib/tags/create-tag";
import { chatOf, legsOf, operatorOf, text, timelineOf } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, createDepartment, unique } from "@/tests/support/factories";
import { type ImportOptions, type ImportProblem, importChats } from "./import-chats";
import { importedId } from "./plan-chat";
import type { Found } from "./read-chats";

async function scene() {
  const department = await createDepartment();
  const anna = await asOperator(department.id);
  const { email } = await operatorOf(anna.actor.operatorId);
  return { department, anna, email, source: unique("source") };
}

const at = (minute: number) => new Date(Date.UTC(2025, 2, 1, 10, minute)).toISOString();
const chatFrom = (id: string, values: object = {}) => ({
  id,
  visitor: { name: "Vera" },
  messages: [
    { from: "visitor", at: at(1), text: `Question ${id}` },
    { from: "note", at: at(2), text: "a secret of ours" },
    { from: "operator", at: at(3), text: "Answer" },
  ],
  ...values,
});

async function* asFound(values: readonly unknown[]): AsyncGenerator<Found> {
  for (const [index, value] of values.entries()) yield { line: index + 1, value };
}

async function bring(values: readonly unknown[], options: ImportOptions) {
  const problems: ImportProblem[] = [];
  const result = await importChats(await testDatabase(), asFound(values), options, (one) => void problems.push(one));
  return { ...result, problems };
}

describe("importing chats", () => {
  test("brings each once, however often the file is read, with its whole timeline", async () => {
    const { department, email, source } = await scene();
    const values = Array.from({ length: 230 }, (_, i) =>
      chatFrom(String(i), { department: department.name, operator: email }),
    );
    expect(await bring(values, { source })).toEqual({ imported: 230, known: 0, refused: 0, problems: [] });
    expect(await bring(values, { source })).toEqual({ imported: 0, known: 230, refused: 0, problems: [] });
    const id = importedId("chat", source, "7");
    expect((await timelineOf(id)).map(({ kind, body }) => body ?? kind)).toEqual([
      "started",
      "Question 7",
      "a secret of ours",
      "Answer",
      "closed",
    ]);
    expect(await legsOf(id)).toHaveLength(1);
  });

  test("at the same time by two processes brings each once", async () => {
    const { department, email, source } = await scene();
    const values = Array.from({ length: 150 }, (_, i) =>
      chatFrom(String(i), { department: department.key, operator: email }),
    );
    const both = await Promise.all([bring(values, { source }), bring(values, { source })]);
    expect(both.map(({ imported }) => imported).reduce((sum, count) => sum + count)).toBe(150);
    const db = await testDatabase();
    const ids = values.map(({ id }) => importedId("chat", source, id));
    expect(await db.$count(chats, inArray(chats.id, ids))).toBe(150);
  });

  test("shows nobody's browser a note, and no browser can open or continue it as its visitor", async () => {
    const { department, anna, email, source } = await scene();
    await bring([chatFrom("1", { department: department.name, operator: email })], { source });
    const id = importedId("chat", source, "1");
    const seen = await listEventsAfter(anna.db, "visitor", id, 0, 100);
    expect(seen.map(({ body }) => body)).not.toContain("a secret of ours");
    expect(seen.map(({ pubSeq }) => pubSeq)).toEqual([1, 2, 3, 4]);
    const { visitorId } = await chatOf(id);
    const [visitor] = await anna.db.select().from(visitors).where(eq(visitors.id, visitorId));
    expect(visitor).toMatchObject({ identitySub: null, erasedAt: null });
    await expect(sendMessage(anna, id, text("Still there?"))).rejects.toMatchObject({ code: "closed" });
  });

  test("takes tags that are there, and says which is not", async () => {
    const { department, email, source } = await scene();
    const name = unique("Tag");
    const { tag } = await createTag(await asRole("admin"), { name });
    const base = { department: department.name, operator: email };
    const { imported, problems } = await bring(
      [chatFrom("1", { ...base, tags: [name.toUpperCase(), name] }), chatFrom("2", { ...base, tags: ["No such tag"] })],
      { source },
    );
    expect({ imported, problems }).toEqual({
      imported: 1,
      problems: [{ line: 2, message: "there is no tag No such tag" }],
    });
    const db = await testDatabase();
    const rows = await db.query.chatTags.findMany({ where: (row) => eq(row.chatId, importedId("chat", source, "1")) });
    expect(rows.map(({ tagId }) => tagId)).toEqual([tag.id]);
  });

  test("leaves out what is wrong, says why by its line, and brings the rest", async () => {
    const { department, email, source } = await scene();
    const base = { department: department.name, operator: email };
    const { problems, ...counts } = await bring(
      [
        chatFrom("good", base),
        chatFrom("good", base),
        chatFrom("nowhere", { operator: email, department: "No such department" }),
        chatFrom("nobody", { ...base, operator: "stranger@example.com" }),
        chatFrom("empty", { ...base, messages: [] }),
        chatFrom("when", { ...base, messages: [{ from: "visitor", at: "yesterday", text: "?" }] }),
        chatFrom("zoneless", { ...base, messages: [{ from: "visitor", at: "2025-01-01T10:00:00", text: "?" }] }),
        chatFrom("who", { ...base, messages: [{ from: "robot", at: at(1), text: "?" }] }),
        chatFrom("nul", { ...base, messages: [{ from: "visitor", at: at(1), text: "a\u0000b" }] }),
        null,
      ],
      { source },
    );
    expect(counts).toEqual({ imported: 1, known: 0, refused: 9 });
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      "2 this id stands in the file a second time",
      "3 there is no department No such department",
      "4 nobody here has the e-mail stranger@example.com",
      "5 messages: a chat has at least one message",
      expect.stringMatching(/^6 messages\.0\.at: a time such as/),
      expect.stringMatching(/^7 messages\.0\.at: a time such as/),
      "8 messages.0.from: visitor, operator or note",
      "9 messages.0.text: controlCharacters",
      expect.stringMatching(/^10 /),
    ]);
  });

  test("puts a department and an operator in the place of those who are not here, if told to", async () => {
    const { department, anna, email, source } = await scene();
    const stranger = { department: "Elsewhere", operator: "stranger@example.com" };
    const options = { source, department: department.name, operator: email };
    expect(await bring([chatFrom("1", stranger)], options)).toMatchObject({ imported: 1, refused: 0 });
    expect(await chatOf(importedId("chat", source, "1"))).toMatchObject({
      departmentId: department.id,
      operatorId: anna.actor.operatorId,
    });
    await expect(bring([], { source, department: "No such" })).rejects.toThrow(RangeError);
    await expect(bring([], { source, operator: "no@such.example" })).rejects.toThrow(RangeError);
  });

  test("only looks, if told to", async () => {
    const { department, email, source } = await scene();
    const values = [chatFrom("1", { department: department.name, operator: email })];
    expect(await bring(values, { source, isDry: true })).toMatchObject({ imported: 1, refused: 0 });
    const db = await testDatabase();
    expect(await db.$count(chats, eq(chats.id, importedId("chat", source, "1")))).toBe(0);
  });
});
