import { expect, test } from "vitest";
import { uuidv7 } from "@/lib/ids";
import { entriesOf } from "@/tests/support/chat-rows";
import { createDepartment, createOperator } from "@/tests/support/factories";
import { bearer, call, signedIn } from "@/tests/support/requests";
import { ownedChat } from "@/tests/support/scenes";
import * as chatNotes from "./chat-notes";
import * as mentionable from "./mentionable";
import * as mentions from "./mentions";
import * as mentionsRead from "./mentions-read";

const add = (id: string, headers: Record<string, string>, body: unknown) =>
  call(chatNotes.POST, `/api/chats/${id}/notes`, { headers, body }, { chatId: id });

test("a note is answered like a message, and named operators read their list", async () => {
  const { id, owner, department } = await ownedChat();
  const anna = await createOperator({ departmentIds: [department.id] });
  const headers = await signedIn(owner.actor.operatorId);
  const body = { clientId: uuidv7(), body: "Look", mentions: [anna.id], after: 1 };
  const first = await add(id, headers, body);
  expect([first.status, first.json.missed.length]).toEqual([201, 2]);
  expect((await add(id, headers, body)).status).toBe(200);
  const annas = await signedIn(anna.id);
  const list = await call(mentions.GET, "/api/operators/me/mentions", { method: "GET", headers: annas });
  expect(list.json).toMatchObject({ mentions: [{ chatId: id, seq: first.json.seq }], unread: 1 });
  const read = await call(mentionsRead.POST, "/api/operators/me/mentions/read", { headers: annas, body: {} });
  expect(read.json).toEqual({ unread: 0 });
});

test("visitors have no way to write or read any of it, and operators elsewhere neither", async () => {
  const { id, visitor } = await ownedChat();
  const body = { clientId: uuidv7(), body: "Look" };
  const asVisitor = bearer(visitor.token);
  const outsider = await signedIn((await createOperator({ departmentIds: [(await createDepartment()).id] })).id);
  const ask = (headers: Record<string, string>) =>
    call(mentionable.GET, `/api/chats/${id}/mentionable`, { method: "GET", headers }, { chatId: id });
  expect([(await add(id, asVisitor, body)).status, (await ask(asVisitor)).status]).toEqual([401, 401]);
  expect([(await add(id, outsider, body)).status, (await ask(outsider)).status]).toEqual([403, 403]);
  const { origin: _, ...foreign } = outsider;
  expect((await add(id, foreign, body)).status).toBe(403);
  expect((await entriesOf(id)).kinds).not.toContain("note");
});

test("what is no note is refused at its field, and takes no number", async () => {
  const { id, owner } = await ownedChat();
  const headers = await signedIn(owner.actor.operatorId);
  const before = (await entriesOf(id)).kinds.length;
  const many = Array.from({ length: 21 }, () => uuidv7());
  const refused = [
    [{ clientId: uuidv7(), body: " \u200b " }, "body"],
    [{ clientId: uuidv7(), body: "x".repeat(4001) }, "body"],
    [{ clientId: uuidv7(), body: "a\u0000b" }, "body"],
    [{ clientId: "1", body: "x" }, "clientId"],
    [{ clientId: uuidv7(), body: "x", mentions: many }, "mentions"],
    [{ clientId: uuidv7(), body: "x", mentions: ["me"] }, "mentions.0"],
  ] as const;
  for (const [body, field] of refused) {
    const answer = await add(id, headers, body);
    expect([answer.status, Object.keys(answer.json.error.fields)]).toEqual([422, [field]]);
  }
  expect((await entriesOf(id)).kinds).toHaveLength(before);
});
