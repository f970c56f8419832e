import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chatEvents } from "@/db/schema";
import { randomToken, uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { createChat, createDepartment } from "@/tests/support/factories";
import { bearer, call } from "@/tests/support/requests";
import * as chat from "./chat/chat";
import * as chatClosure from "./chat/closure";
import * as chatEventsRoute from "./chat/events";
import * as chatMessages from "./chat/messages";
import * as chats from "./chats";
import * as pulse from "./pulse";
import * as realtimeAuth from "./realtime-auth";

async function openChat() {
  const { id, visitor } = await createChat(await createDepartment());
  const path = `/api/chats/${id}`;
  const headers = bearer(visitor.token);
  const send = (body: unknown, more: { headers?: Record<string, string>; raw?: BodyInit } = {}) =>
    call(
      chatMessages.POST,
      `${path}/messages`,
      { body, headers: { ...headers, ...more.headers }, raw: more.raw },
      { chatId: id },
    );
  const rows = async () => (await testDatabase()).$count(chatEvents, eq(chatEvents.chatId, id));
  return { id, path, headers, send, rows, token: visitor.token };
}

describe("bad messages are refused at their field, and take no number", () => {
  test.each([
    ["empty", { body: "" }, 422, "body"],
    ["white space", { body: " \n\t " }, 422, "body"],
    ["invisible characters only", { body: "\u200b\u2060" }, 422, "body"],
    ["a NUL", { body: "a\u0000b" }, 422, "body"],
    ["half a surrogate pair", { body: "a\ud800" }, 422, "body"],
    ["4,001 characters", { body: "x".repeat(4001) }, 422, "body"],
    ["a number", { body: 1 }, 422, "body"],
    ["a list", { body: [] }, 422, "body"],
    ["an operator object", { body: { $gt: "" } }, 422, "body"],
    ["nothing", { body: null }, 422, "body"],
    ["an id that is none", { clientId: "x".repeat(300) }, 422, "clientId"],
    ["an id of another version", { clientId: crypto.randomUUID() }, 422, "clientId"],
  ])("%s", async (_, values, status, field) => {
    const { send, rows } = await openChat();
    const answer = await send({ clientId: uuidv7(), body: "fine", ...values });
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.json.error.fields)).toEqual([field]);
    expect(await rows()).toBe(2);
  });

  test("4,000 characters are taken", async () => {
    const { send } = await openChat();
    expect((await send({ clientId: uuidv7(), body: "x".repeat(4000) })).status).toBe(201);
  });

  test.each([
    ["no JSON", "{bad", {}, 400],
    ["JSON as text", '{"body":"x"}', { "content-type": "text/plain" }, 415],
    ["compressed", '{"body":"x"}', { "content-encoding": "gzip" }, 415],
    ["a megabyte", JSON.stringify({ body: "x".repeat(1_000_000) }), {}, 413],
    ["depth without end", "[".repeat(10_000), {}, 400],
  ])("%s is refused before it is understood", async (_, raw, headers, status) => {
    const { send, rows } = await openChat();
    expect((await send(undefined, { raw, headers })).status).toBe(status);
    expect(await rows()).toBe(2);
  });

  test("fields that are not a visitor's to set change nothing", async () => {
    const { send } = await openChat();
    const claims = {
      senderType: "operator",
      operatorId: uuidv7(),
      seq: 99,
      kind: "note",
      role: "admin",
      status: "closed",
    };
    const { status, json } = await send({ clientId: uuidv7(), body: "Hi", ...claims, __proto__: { polluted: true } });
    expect(status).toBe(201);
    expect(json.event).toMatchObject({ seq: 3, kind: "message", sender: { type: "visitor" } });
    expect("polluted" in {}).toBe(false);
  });

  test("the same id with the same text is answered 200, with another 409", async () => {
    const { send } = await openChat();
    const clientId = uuidv7();
    const first = await send({ clientId, body: "one" });
    const again = await send({ clientId, body: "one" });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json).toEqual(first.json);
    const other = await send({ clientId, body: "two" });
    expect([other.status, other.json.error.code]).toEqual([409, "idempotency_mismatch"]);
  });
});

describe("another visitor's chat", () => {
  test.each([
    [
      "reading it",
      (id: string, headers: Record<string, string>) =>
        call(chat.GET, `/api/chats/${id}`, { method: "GET", headers }, { chatId: id }),
    ],
    [
      "its entries",
      (id: string, headers: Record<string, string>) =>
        call(chatEventsRoute.GET, `/api/chats/${id}/events?after=0`, { method: "GET", headers }, { chatId: id }),
    ],
    [
      "writing",
      (id: string, headers: Record<string, string>) =>
        call(
          chatMessages.POST,
          `/api/chats/${id}/messages`,
          { headers, body: { clientId: uuidv7(), body: "Hi" } },
          { chatId: id },
        ),
    ],
    [
      "ending it",
      (id: string, headers: Record<string, string>) =>
        call(chatClosure.POST, `/api/chats/${id}/closure`, { headers, body: {} }, { chatId: id }),
    ],
  ])("%s is answered byte for byte like a chat that does not exist", async (_, attempt) => {
    const { id } = await openChat();
    const stranger = await openChat();
    const foreign = await attempt(id, stranger.headers);
    const missing = await attempt(uuidv7(), stranger.headers);
    const malformed = await attempt("no-id-at-all", stranger.headers);
    expect(foreign.status).toBe(404);
    expect([missing, malformed].map(({ status, text }) => [status, text])).toEqual(Array(2).fill([404, foreign.text]));
  });

  test("is left out of a pulse, and its channel is refused", async () => {
    const { id } = await openChat();
    const { headers } = await openChat();
    const beat = await call(pulse.POST, "/api/pulse", { headers, body: { chatIds: [id] } });
    expect(beat.json).toEqual({ chats: {} });
    const join = { socketId: "1.1", channelName: `private-visitor-chat-${id}` };
    expect((await call(realtimeAuth.POST, "/api/realtime/auth", { headers, body: join })).status).toBe(403);
  });
});

describe("a token", () => {
  const good = randomToken(32);
  test.each([
    ["absent", {}],
    ["unknown", bearer(good)],
    ["short by one", bearer(good.slice(1))],
    ["of another scheme", { authorization: `Basic ${good}` }],
    ["a zero", bearer("0")],
    ["a word", bearer("true")],
    ["empty", { authorization: "Bearer " }],
    ["a list", bearer("[]")],
  ])("that is %s opens nothing", async (_, headers) => {
    const { id } = await openChat();
    const path = `/api/chats/${id}/events?after=0&token=${good}`;
    expect((await call(chatEventsRoute.GET, path, { method: "GET", headers }, { chatId: id })).status).toBe(401);
  });

  test("with one bit turned opens nothing", async () => {
    const { id, token } = await openChat();
    const turned = (token.startsWith("A") ? "B" : "A") + token.slice(1);
    const path = `/api/chats/${id}`;
    expect((await call(chat.GET, path, { method: "GET", headers: bearer(turned) }, { chatId: id })).status).toBe(401);
  });
});

describe("catching up", () => {
  test.each([
    "after=1&after=2",
    "after[]=1",
    "after=-1",
    "after=1.5",
    "after=x",
    "after=99999999999",
    "before=-1",
    "before=x",
    "before[]=1",
    "after=1&before=5",
  ])("with %s is refused", async (query) => {
    const { id, path, headers } = await openChat();
    const answer = await call(
      chatEventsRoute.GET,
      `${path}/events?${query}`,
      { method: "GET", headers },
      { chatId: id },
    );
    expect(answer.status).toBe(400);
  });

  test.each([
    ["limit=0", 1],
    ["limit=1000000", 2],
  ])("with %s answers %i of 2 entries", async (query, count) => {
    const { id, path, headers } = await openChat();
    const answer = await call(
      chatEventsRoute.GET,
      `${path}/events?after=0&${query}`,
      { method: "GET", headers },
      { chatId: id },
    );
    expect(answer.json.events).toHaveLength(count);
  });
});

describe("a start", () => {
  const start = async (values: Record<string, unknown>, headers: Record<string, string> = {}) => {
    const { key } = await createDepartment();
    const body = { key, clientId: uuidv7(), name: "Vera", body: "Hello", ...values };
    return call(chats.POST, "/api/chats", { body, headers: { ...bearer(randomToken(32)), ...headers } });
  };

  test.each([
    ["no name", { name: " " }, "name"],
    ["a name of 10,000 characters", { name: "x".repeat(10_000) }, "name"],
    ["an e-mail that is none", { email: "a@b" }, "email"],
    ["an e-mail of 5,000 characters", { email: `${"x".repeat(5000)}@example.com` }, "email"],
  ])("with %s is refused at its field", async (_, values, field) => {
    const { status, json } = await start(values);
    expect([status, Object.keys(json.error.fields)]).toEqual([422, [field]]);
  });

  test("with an address that is no web address, or a page of 20 KB, keeps the chat and drops the address", async () => {
    for (const url of ["javascript:alert(1)", `https://x/${"a".repeat(20_000)}"><script>`]) {
      const { status } = await start({ page: { url, title: "<b>".repeat(500), referrer: "data:text/html,x" } });
      expect(status).toBe(201);
    }
  });

  test("with a user agent of 8 KB, or none, is taken", async () => {
    expect((await start({}, { "user-agent": `"><svg/onload=x>${"u".repeat(8000)}` })).status).toBe(201);
    expect((await start({}, { "user-agent": "" })).status).toBe(201);
  });
});
