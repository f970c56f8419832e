import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chatEvents, chats } from "@/db/schema";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { uuidv7 } from "@/lib/ids";
import { setMaintenance } from "@/lib/settings/maintenance";
import { chatOf } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, createDepartment } from "@/tests/support/factories";
import { ask } from "./testing";
import { answer, refusal, say, scene, start } from "./testing-chats";

describe("a message of a visitor", () => {
  test("is stored once under its clientId, and read after a number", async () => {
    const { key, chatId } = await scene("chats:write");
    const clientId = uuidv7();
    const sent = await say(key, chatId, { clientId });
    expect([sent.status, sent.json.message]).toEqual([
      201,
      expect.objectContaining({ seq: 3, kind: "message", body: "Hello?", clientId }),
    ]);
    const again = await say(key, chatId, { clientId });
    expect([again.status, again.json]).toEqual([200, sent.json]);
    expect(refusal(await say(key, chatId, { clientId, body: "Another" }))).toEqual([409, "idempotency_mismatch"]);
    const page = await ask(key, "GET", `/chats/${chatId}/messages?after=2`);
    expect(page.json).toEqual({ items: [sent.json.message], upto: 3, hasMore: false });
    const short = await ask(key, "GET", `/chats/${chatId}/messages?limit=1`);
    expect([short.json.items.length, short.json.upto, short.json.hasMore]).toEqual([1, 1, true]);
  });

  test("opens a closed chat only when it is meant to", async () => {
    const { key, chatId } = await scene("chats:write");
    const closed = await ask(key, "POST", `/chats/${chatId}/closure`);
    expect([closed.status, closed.json.status]).toEqual([200, "closed"]);
    expect(refusal(await say(key, chatId))).toEqual([409, "closed"]);
    expect((await say(key, chatId, { reopen: true })).status).toBe(201);
    expect((await ask(key, "GET", `/chats/${chatId}`)).json.status).toBe("queued");
  });
});

test("while maintenance mode is on, visitors' side waits, and operators' does not", async () => {
  const { key, chatId, department } = await scene();
  const operator = await asOperator(department.id);
  await claimChat(operator, chatId);
  const admin = await asRole("admin");
  await setMaintenance(admin, { isOn: true, until: null });
  try {
    for (const refused of [await say(key, chatId), await start(key, department.id)]) {
      expect([...refusal(refused), refused.headers.get("retry-after")]).toEqual([503, "unavailable", "5"]);
    }
    expect((await answer(key, chatId, { operatorId: operator.actor.operatorId })).status).toBe(201);
  } finally {
    await setMaintenance(admin, { isOn: false, until: null });
  }
  expect((await say(key, chatId)).status).toBe(201);
});

describe("an answer of an operator", () => {
  test("is written by whoever has the chat, once under its clientId", async () => {
    const { key, chatId, department } = await scene();
    const operator = await asOperator(department.id);
    await claimChat(operator, chatId);
    const clientId = uuidv7();
    const { operatorId, name } = operator.actor;
    const sent = await answer(key, chatId, { operatorId, clientId });
    expect([sent.status, sent.json.message.author]).toEqual([201, { type: "operator", id: operatorId, name }]);
    const again = await answer(key, chatId, { operatorId, clientId });
    expect([again.status, again.json]).toEqual([200, sent.json]);
  });

  test("takes a waiting chat by its present epoch, and by nothing less", async () => {
    const { key, chatId, department } = await scene();
    const { actor } = await asOperator(department.id);
    const { operatorId } = actor;
    expect(refusal(await answer(key, chatId, { operatorId }))).toEqual([409, "not_owner"]);
    const { epoch } = (await ask(key, "GET", `/chats/${chatId}`)).json;
    expect(refusal(await answer(key, chatId, { operatorId, epoch: epoch + 1 }))).toEqual([409, "not_owner"]);
    expect((await answer(key, chatId, { operatorId, epoch })).status).toBe(201);
    expect((await ask(key, "GET", `/chats/${chatId}`)).json).toMatchObject({
      status: "active",
      operator: { id: operatorId, name: actor.name },
    });
  });

  test("is refused of somebody of another department, of nobody, and in a closed chat", async () => {
    const { key, chatId, department } = await scene();
    const outsider = (await asOperator((await createDepartment()).id)).actor.operatorId;
    const { epoch } = await chatOf(chatId);
    expect(refusal(await answer(key, chatId, { operatorId: outsider, epoch }))).toEqual([403, "forbidden"]);
    const nobody = await answer(key, chatId, { operatorId: uuidv7(), epoch });
    expect([...refusal(nobody), nobody.json.error.fields]).toEqual([422, "invalid", { operatorId: "choice" }]);
    const operator = await asOperator(department.id);
    const { operatorId } = operator.actor;
    expect(refusal(await answer(key, uuidv7(), { operatorId, epoch }))).toEqual([404, "not_found"]);
    await ask(key, "POST", `/chats/${chatId}/closure`);
    expect(refusal(await answer(key, chatId, { operatorId, epoch }))).toEqual([409, "closed"]);
    const db = await testDatabase();
    const written = and(eq(chatEvents.chatId, chatId), eq(chatEvents.senderType, "operator"), sql`kind = 'message'`);
    expect(await db.$count(chatEvents, written)).toBe(0);
    expect(await db.$count(chats, and(eq(chats.id, chatId), sql`operator_id is not null`))).toBe(0);
  });
});
