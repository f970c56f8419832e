import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { externalVisitors } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { markSpam } from "@/lib/chats/operator/mark-spam";
import { uuidv7 } from "@/lib/ids";
import { addNote } from "@/lib/notes/add-note";
import { eraseVisitorFor } from "@/lib/visitors/erase-visitor";
import { chatOf } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, createChat, createDepartment } from "@/tests/support/factories";
import { ask, newKey } from "./testing";
import { bodyOf, refusal, say, scene, start } from "./testing-chats";

describe("a chat that a program begins", () => {
  test("waits in its department, with its first message, under the name that the program has for the visitor", async () => {
    const { key } = await newKey("chats:write");
    const department = await createDepartment({ hidden: true });
    const { status, json } = await start(key, department.id, { email: "vera@example.com", locale: "de" });
    expect(status).toBe(201);
    expect(json.chat).toMatchObject({
      status: "queued",
      department: { id: department.id, name: department.name },
      operator: null,
      visitor: { externalId: "customer 7", name: "Vera", email: "vera@example.com", locale: "de" },
      queue: { place: 1 },
      lastSeq: 2,
    });
    expect(json.messages.map(({ seq, kind, body }: Record<string, unknown>) => [seq, kind, body])).toEqual([
      [1, "started", ""],
      [2, "message", "Is anyone there?"],
    ]);
  });

  test("is one, however often and at once it is asked for under one clientId", async () => {
    const { key } = await newKey("chats:write");
    const department = await createDepartment();
    const body = bodyOf(department.id);
    const answers = await Promise.all([1, 2, 3].map(() => ask(key, "POST", "/chats", { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ json }) => json.chat.id)).size).toBe(1);
    const other = await ask(key, "POST", "/chats", { body: { ...body, body: "Something else" } });
    expect(refusal(other)).toEqual([409, "idempotency_mismatch"]);
  });

  test("is of one visitor to one key, and of somebody else to another key", async () => {
    const [one, other] = [await newKey("chats:write"), await newKey("chats:write")];
    const department = await createDepartment();
    const visitorOf = async (key: string) => (await start(key, department.id)).json.chat.visitor.id;
    const [first, second, third] = [await visitorOf(one.key), await visitorOf(one.key), await visitorOf(other.key)];
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test("is refused where there is no such department, or none that takes chats", async () => {
    const { key } = await newKey("chats:write");
    const disabled = await createDepartment({ disabled: true });
    const [gone, unknown] = [await start(key, disabled.id), await start(key, uuidv7())];
    expect(refusal(gone)).toEqual([404, "not_found"]);
    expect(gone.text).toBe(unknown.text);
    const closed = await createDepartment({ hours: [] });
    const refused = await start(key, closed.id);
    expect([...refusal(refused), refused.json.error.data]).toEqual([
      409,
      "conflict",
      { state: "closed", opensAt: null },
    ]);
    const strict = await createDepartment({ verifiedOnly: true });
    expect(refusal(await start(key, strict.id))).toEqual([401, "identity_required"]);
  });

  test.each<[string, object]>([
    ["externalId", { externalId: " " }],
    ["externalId", { externalId: "x".repeat(201) }],
    ["clientId", { clientId: "1" }],
    ["name", { name: "x".repeat(121) }],
    ["body", { body: "x".repeat(4001) }],
    ["body", { body: "a\u0000b" }],
    ["email", { email: "nobody" }],
    ["locale", { locale: "xx" }],
    ["departmentId", { departmentId: "x" }],
  ])("is refused at the field %s: %j", async (field, wrong) => {
    const { key } = await newKey("chats:write");
    const { status, json } = await start(key, uuidv7(), wrong);
    expect([status, Object.keys(json.error.fields)]).toEqual([422, [field]]);
  });
});

describe("what a key may see", () => {
  test("without chats:read is what it has begun; everything else is as if it did not exist", async () => {
    const { key, chatId, department } = await scene("chats:write", "chats:answer");
    const foreign = await createChat(department);
    const second = await newKey("chats:write");
    const { json } = await start(second.key, department.id);
    for (const id of [foreign.id, json.chat.id]) {
      const paths = [`/chats/${id}`, `/chats/${id}/messages`, `/chats/${id}/transcript`];
      for (const path of paths) {
        const [refused, missing] = [await ask(key, "GET", path), await ask(key, "GET", path.replace(id, uuidv7()))];
        expect([refused.status, refused.text]).toEqual([404, missing.text]);
      }
      expect(refusal(await say(key, id))).toEqual([404, "not_found"]);
      expect(refusal(await ask(key, "POST", `/chats/${id}/closure`))).toEqual([404, "not_found"]);
    }
    const listed = await ask(key, "GET", `/chats?departmentId=${department.id}`);
    expect(listed.json.items.map(({ id }: { id: string }) => id)).toEqual([chatId]);
  });

  test("with chats:read is everybody's; in those it writes no more than before", async () => {
    const { key, department } = await scene("chats:read", "chats:write");
    const foreign = await createChat(department);
    expect((await ask(key, "GET", `/chats/${foreign.id}`)).json.visitor).toMatchObject({ externalId: null });
    expect((await ask(key, "GET", `/chats/${foreign.id}/messages`)).json.items).toHaveLength(2);
    expect(refusal(await say(key, foreign.id))).toEqual([404, "not_found"]);
  });

  test("never has notes of operators, in no numbering and no transcript", async () => {
    const { key, chatId, department } = await scene("chats:read", "chats:write");
    const operator = await asOperator(department.id);
    await addNote(operator, chatId, { clientId: uuidv7(), body: "A difficult one", mentions: [] });
    await say(key, chatId, { body: "After the note" });
    const { json, text } = await ask(key, "GET", `/chats/${chatId}/messages`);
    expect(json.items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3]);
    const transcript = await ask(key, "GET", `/chats/${chatId}/transcript?timeZone=Europe/Berlin`);
    expect(transcript.json.text).toMatch(/^\[.+\] Vera:\nIs anyone there\?\n\n\[.+\] Vera:\nAfter the note$/);
    expect(text + transcript.text).not.toContain("difficult");
  });

  test("is gone with an erased visitor, whose name may then be somebody new", async () => {
    const { key, keyId, chatId, department } = await scene("chats:read", "chats:write");
    const { visitorId } = await chatOf(chatId);
    await eraseVisitorFor(await asRole("admin"), visitorId);
    expect(refusal(await ask(key, "GET", `/chats/${chatId}`))).toEqual([404, "not_found"]);
    expect(refusal(await say(key, chatId))).toEqual([404, "not_found"]);
    const db = await testDatabase();
    expect(await db.$count(externalVisitors, eq(externalVisitors.apiKeyId, keyId))).toBe(0);
    const { status, json } = await start(key, department.id);
    expect(status).toBe(201);
    expect(json.chat.visitor.id).not.toBe(visitorId);
  });

  test("is listed page by page, newest first, by state, department and visitor; spam is left out", async () => {
    const { key } = await newKey("chats:read", "chats:write");
    const department = await createDepartment();
    const ids: string[] = [];
    for (const externalId of ["a", "b", "a", "b", "c"]) {
      ids.unshift((await start(key, department.id, { externalId })).json.chat.id);
    }
    const list = async (query: string) => {
      const { json } = await ask(key, "GET", `/chats?departmentId=${department.id}${query}`);
      return { ids: json.items.map(({ id }: { id: string }) => id), next: json.next };
    };
    const first = await list("&limit=2");
    const second = await list(`&limit=2&cursor=${first.next}`);
    const third = await list(`&limit=2&cursor=${second.next}`);
    expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ids);
    expect(third.next).toBeNull();
    expect((await list("&externalId=a")).ids).toEqual([ids[2], ids[4]]);
    const supervisor = await asRole("supervisor", department.id);
    await closeChat(supervisor, ids[0] ?? "");
    expect((await list("&status=closed")).ids).toEqual([ids[0]]);
    expect((await list("&status=queued")).ids).toEqual(ids.slice(1));
    await markSpam(supervisor, ids[1] ?? "", true);
    expect((await list("")).ids).toEqual([ids[0], ...ids.slice(2)]);
  });
});
