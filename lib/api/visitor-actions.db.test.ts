import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { randomToken, uuidv7 } from "@/lib/ids";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, entriesOf, setChat } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import { createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { bearer, call, signedIn } from "@/tests/support/requests";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import * as chatContact from "./chat/contact";
import * as chatDepartment from "./chat/department";
import * as chatKeepOpen from "./chat/keep-open";
import * as chatMessages from "./chat/messages";
import * as chatRating from "./chat/rating";

type Sent = { headers?: Record<string, string>; body?: unknown; raw?: BodyInit };
const departmentId = crypto.randomUUID();

/** What a visitor can do with a chat, each with a body that is right. */
const ACTIONS = {
  "keep-open": [chatKeepOpen, {}],
  department: [chatDepartment, { departmentId }],
  contact: [chatContact, { email: "vera@example.com" }],
  rating: [chatRating, { score: 5 }],
} as const;
const act = (action: keyof typeof ACTIONS, id: string, sent: Sent) =>
  call(ACTIONS[action][0].POST, `/api/chats/${id}/${action}`, { body: ACTIONS[action][1], ...sent }, { chatId: id });
const actions = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];

describe.each(actions)("POST /api/chats/:id/%s", (action) => {
  test("without a token, with one that nobody has, or with an operator's cookie is refused, and nothing is written", async () => {
    const { id, department } = await waitingChat();
    const operator = await createOperator({ departmentIds: [department.id], role: "admin" });
    for (const headers of [{}, bearer(randomToken(32)), await signedIn(operator.id)]) {
      expect((await act(action, id, { headers })).status).toBe(401);
    }
    expect((await entriesOf(id)).kinds).toEqual(["started", "message"]);
  });

  test("for another visitor's chat is answered byte for byte like a chat that does not exist", async () => {
    const { id } = await waitingChat();
    const stranger = await waitingChat();
    const headers = bearer(stranger.visitor.token);
    const foreign = await act(action, id, { headers });
    const others = [await act(action, uuidv7(), { headers }), await act(action, "no-id-at-all", { headers })];
    expect(foreign.status).toBe(404);
    expect(others.map(({ status, text }) => [status, text])).toEqual(Array(2).fill([404, foreign.text]));
    expect((await entriesOf(id)).kinds).toEqual(["started", "message"]);
  });
});

describe("a body that is wrong is refused at its field", () => {
  test.each([
    ["department", { departmentId: "hidden" }, "departmentId"],
    ["department", {}, "departmentId"],
    ["department", { departmentId, key: "x".repeat(65) }, "key"],
    ["department", { departmentId, key: { $gt: "" } }, "key"],
    ["contact", { email: "vera" }, "email"],
    ["contact", { email: ["vera@example.com"] }, "email"],
    ["contact", { email: "vera@example.com\r\nBcc: all@example.com" }, "email"],
    ["contact", { email: `${"x".repeat(5000)}@example.com` }, "email"],
    ["contact", {}, "email"],
    ["rating", { score: 0 }, "score"],
    ["rating", { score: 6 }, "score"],
    ["rating", { score: 4.5 }, "score"],
    ["rating", { score: "5" }, "score"],
    ["rating", { score: 1e99 }, "score"],
    ["rating", { score: 5, comment: "x".repeat(1001) }, "comment"],
    ["rating", { score: 5, comment: "a\u0000b" }, "comment"],
  ] as const)("%s %j", async (action, body, field) => {
    const { id, visitor } = await waitingChat();
    const { status, json } = await act(action, id, { headers: bearer(visitor.token), body });
    expect([status, Object.keys(json.error.fields)]).toEqual([422, [field]]);
    expect(await chatOf(id)).toMatchObject({ status: "queued", lastSeq: 2, rating: null });
  });

  test.each([
    ["no JSON", { raw: "{bad" }, 400],
    ["text", { raw: '{"score":5}', headers: { "content-type": "text/plain" } }, 415],
    ["a megabyte", { raw: JSON.stringify({ score: 5, comment: "x".repeat(1_000_000) }) }, 413],
  ])("%s is refused before it is understood", async (_, sent: Sent, status) => {
    const { id, visitor } = await waitingChat();
    const headers = { ...bearer(visitor.token), ...sent.headers };
    expect((await act("rating", id, { ...sent, headers })).status).toBe(status);
  });
});

describe("a visitor", () => {
  test("switches with the company's key, and is told of no hidden department, whatever they send", async () => {
    const { id, visitor, department } = await waitingChat();
    const headers = bearer(visitor.token);
    const hidden = await createDepartment({ hidden: true });
    const visible = await createDepartment();
    const key = await companyKey();
    const refused = [
      await act("department", id, { headers, body: { departmentId: hidden.id, key } }),
      await act("department", id, { headers, body: { departmentId: hidden.id } }),
      await act("department", id, { headers, body: { departmentId: hidden.id, key: department.key } }),
      await act("department", id, { headers, body: { departmentId: uuidv7(), key } }),
    ];
    expect(new Set(refused.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    for (const { text } of refused)
      for (const word of [hidden.id, hidden.name, hidden.key]) expect(text).not.toContain(word);
    const moved = await act("department", id, { headers, body: { departmentId: visible.id, key } });
    expect([moved.status, moved.json.state.department.id]).toEqual([200, visible.id]);
  });

  test("is refused a full or closed department with what the offline form needs", async () => {
    const { id, visitor } = await waitingChat();
    const full = await createDepartment({ queueLimitChats: 1 });
    await createChat(full);
    const body = { departmentId: full.id, key: await companyKey() };
    const { status, json } = await act("department", id, { headers: bearer(visitor.token), body });
    expect([status, json.error.code, json.error.data]).toEqual([409, "conflict", { state: "full", opensAt: null }]);
  });

  test("leaves an address, rates the closed chat, and writes on within the day", async () => {
    const { id, visitor } = await waitingChat();
    const headers = bearer(visitor.token);
    expect((await act("contact", id, { headers })).json.state).toMatchObject({ status: "closed" });
    expect((await act("rating", id, { headers })).json.state).toMatchObject({ rating: 5, status: "closed" });
    const write = (reopen?: boolean) =>
      call(
        chatMessages.POST,
        `/api/chats/${id}/messages`,
        { headers, body: { clientId: uuidv7(), body: "Still me", ...(reopen && { reopen }) } },
        { chatId: id },
      );
    const refused = await write();
    expect([refused.status, refused.json.error.code]).toEqual([409, "closed"]);
    expect((await write(true)).status).toBe(201);
    expect(await chatOf(id)).toMatchObject({ status: "queued" });
    await closeChat(visitor, id);
    await ageChat(id, 24 * 60 + 1);
    expect((await write(true)).status).toBe(409);
  });

  test("keeps a warned chat open, and is told when it was too late", async () => {
    const { id, owner, visitor } = await ownedChat({ closeIdleAfterMinutes: 5 });
    await setChat(id, { lastMessageBy: "operator", awaitingSince: null });
    await owner.db.execute(
      `insert into timers values ('${id}', 'idle_warning', now() - interval '1 second') on conflict do nothing`,
    );
    await ageChat(id, 4.05);
    await fireDueTimers(owner);
    const headers = bearer(visitor.token);
    expect((await act("keep-open", id, { headers })).json.state).toMatchObject({ status: "active", idleCloseAt: null });
    await closeChat(owner, id);
    const late = await act("keep-open", id, { headers });
    expect([late.status, late.json.error.code, late.json.error.data.state.status]).toEqual([409, "closed", "closed"]);
  });
});
