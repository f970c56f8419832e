import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { operators } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { call, signedIn } from "@/tests/support/requests";
import * as chatClaim from "./chat/claim";
import * as chatClosure from "./chat/closure";
import * as chatEvents from "./chat/events";
import * as chatMessages from "./chat/messages";
import * as inbox from "./inbox";
import * as presence from "./presence";
import * as realtimeAuth from "./realtime-auth";

async function scene() {
  const department = await createDepartment();
  const { id } = await createChat(department);
  const operator = await createOperator({ departmentIds: [department.id] });
  return { department, id, operator, headers: await signedIn(operator.id) };
}

type Headers = Record<string, string>;
const WRITES = {
  claim: (id: string, headers: Headers) =>
    call(chatClaim.POST, `/api/chats/${id}/claim`, { headers, body: {} }, { chatId: id }),
  closure: (id: string, headers: Headers) =>
    call(chatClosure.POST, `/api/chats/${id}/closure`, { headers, body: {} }, { chatId: id }),
  message: (id: string, headers: Headers) =>
    call(
      chatMessages.POST,
      `/api/chats/${id}/messages`,
      { headers, body: { clientId: uuidv7(), body: "Hi" } },
      { chatId: id },
    ),
};

describe("an operator's write", () => {
  test.each([
    ["none", undefined],
    ["null", "null"],
    ["a lookalike", "http://chat.test.evil.example"],
    ["another port", "http://chat.test:8080"],
    ["another scheme", "https://chat.test:80"],
  ])("from the origin %s is refused", async (_, origin) => {
    const { id, headers } = await scene();
    const { origin: _own, ...rest } = headers;
    for (const write of Object.values(WRITES)) {
      expect((await write(id, { ...rest, ...(origin && { origin }) })).status).toBe(403);
    }
  });

  test("without a session is refused", async () => {
    const { id } = await scene();
    for (const write of Object.values(WRITES))
      expect((await write(id, { origin: "http://chat.test" })).status).toBe(401);
  });
});

describe("an operator of another department", () => {
  test("is forbidden to read, claim, answer and end a chat, and to listen to it", async () => {
    const { id, department } = await scene();
    const outsider = await signedIn((await createOperator({ role: "supervisor" })).id);
    for (const write of Object.values(WRITES)) expect((await write(id, outsider)).status).toBe(403);
    const events = await call(
      chatEvents.GET,
      `/api/chats/${id}/events`,
      { method: "GET", headers: outsider },
      { chatId: id },
    );
    expect(events.status).toBe(403);
    for (const channelName of [`private-chat-${id}-1`, `presence-department-${department.id}`]) {
      const body = { socketId: "1.1", channelName };
      expect((await call(realtimeAuth.POST, "/api/realtime/auth", { headers: outsider, body })).status).toBe(403);
    }
  });
});

describe("a deactivated operator", () => {
  test("is out at the next request, with a cookie that was good a moment ago", async () => {
    const { operator, headers } = await scene();
    const look = async () => (await call(inbox.GET, "/api/inbox", { method: "GET", headers })).status;
    expect(await look()).toBe(200);
    const db = await testDatabase();
    await db.update(operators).set({ deactivatedAt: new Date() }).where(eq(operators.id, operator.id));
    expect(await look()).toBe(401);
  });
});

describe("a claimed chat", () => {
  test("is answered by its owner and refused to a colleague, who is told the present state", async () => {
    const { id, department, operator, headers } = await scene();
    expect((await WRITES.claim(id, headers)).json.chat).toMatchObject({ status: "active", owner: { id: operator.id } });
    expect((await WRITES.message(id, headers)).status).toBe(201);
    const colleague = await signedIn((await createOperator({ departmentIds: [department.id] })).id);
    const lost = await WRITES.claim(id, colleague);
    expect([lost.status, lost.json.error.code]).toEqual([409, "conflict"]);
    expect(lost.json.error.data).toMatchObject({ owner: operator.name, state: { owner: { id: operator.id } } });
    const refused = await WRITES.message(id, colleague);
    expect([refused.status, refused.json.error.code]).toEqual([409, "not_owner"]);
    expect(refused.json.error.data.state).toMatchObject({ status: "active", epoch: 2 });
  });
});

describe("presence", () => {
  test("is one of three words", async () => {
    const { headers } = await scene();
    const put = async (intent: unknown) =>
      (await call(presence.PUT, "/api/operators/me/presence", { method: "PUT", headers, body: { intent } })).status;
    expect(await put("away")).toBe(200);
    for (const wrong of ["busy", "", null, 1]) expect(await put(wrong)).toBe(422);
  });
});
