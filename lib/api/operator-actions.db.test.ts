import { describe, expect, test } from "vitest";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { uuidv7 } from "@/lib/ids";
import { leaveOfflineMessage } from "@/lib/offline-messages/leave-offline-message";
import { leaveOfflineMessageInput } from "@/lib/offline-messages/schemas";
import { chatOf, entriesOf } from "@/tests/support/chat-rows";
import {
  asVisitor,
  createChat,
  createDepartment,
  createOperator,
  operatorActor,
  testContext,
} from "@/tests/support/factories";
import { bearer, call, signedIn } from "@/tests/support/requests";
import * as chatHold from "./chat/hold";
import * as chatOffer from "./chat/offer";
import * as chatOnIt from "./chat/on-it";
import * as chatTransfer from "./chat/transfer";
import * as chatTransferTargets from "./chat/transfer-targets";
import * as inbox from "./inbox";
import * as offlineMessageHandled from "./offline-message-handled";
import * as offlineMessages from "./offline-messages";
import * as presence from "./presence";
import * as pulse from "./pulse";

type Headers = Record<string, string>;
type Sent = { headers?: Headers; body?: unknown };

/** A chat that its owner has, whom nobody calls reachable: nothing is distributed by itself. */
async function scene() {
  const department = await createDepartment();
  const { id, visitor } = await createChat(department);
  const owner = await createOperator({ departmentIds: [department.id], name: "Anna" });
  await claimChat(await testContext(operatorActor(owner)), id);
  return { department, id, visitor, owner, headers: await signedIn(owner.id) };
}

const other = crypto.randomUUID();
/** What an operator can do with a chat, each with a body that is right. */
const ACTIONS = {
  hold: [chatHold, { held: true }],
  "on-it": [chatOnIt, {}],
  transfer: [chatTransfer, { departmentId: other }],
  offer: [chatOffer, { answer: "accept" }],
} as const;
const act = (action: keyof typeof ACTIONS, id: string, sent: Sent) =>
  call(ACTIONS[action][0].POST, `/api/chats/${id}/${action}`, { body: ACTIONS[action][1], ...sent }, { chatId: id });
const actions = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];

describe.each(actions)("POST /api/chats/:id/%s", (action) => {
  test("is refused without a session, with the visitor's own token, and from a foreign page", async () => {
    const { id, visitor, headers } = await scene();
    expect((await act(action, id, { headers: { origin: "http://chat.test" } })).status).toBe(401);
    expect((await act(action, id, { headers: bearer(visitor.token) })).status).toBe(401);
    const { origin: _, ...cookie } = headers;
    for (const origin of [undefined, "null", "http://chat.test.evil.example", "http://chat.test:8080"]) {
      expect((await act(action, id, { headers: { ...cookie, ...(origin && { origin }) } })).status).toBe(403);
    }
    expect((await entriesOf(id)).kinds).toEqual(["started", "message", "claimed"]);
  });

  test("is refused to operators of other departments, and for a chat that does not exist", async () => {
    const { id, headers } = await scene();
    const elsewhere = await createDepartment();
    for (const role of ["operator", "supervisor"] as const) {
      const outsider = await signedIn((await createOperator({ departmentIds: [elsewhere.id], role })).id);
      const { status, json } = await act(action, id, { headers: outsider });
      expect([status, json.error.code, json.error.data]).toEqual([403, "forbidden", undefined]);
    }
    for (const missing of [uuidv7(), "no-id"]) expect((await act(action, missing, { headers })).status).toBe(404);
  });

  test("tells a colleague whose the chat is, with its present state", async () => {
    const { id, department, owner } = await scene();
    const colleague = await signedIn((await createOperator({ departmentIds: [department.id] })).id);
    const { status, json } = await act(action, id, { headers: colleague });
    expect([status, json.error.code]).toEqual([409, action === "offer" ? "conflict" : "not_owner"]);
    expect(json.error.data).toMatchObject({ owner: "Anna", state: { status: "active", owner: { id: owner.id } } });
  });
});

describe("a body that is wrong is refused at its field", () => {
  test.each([
    ["hold", {}, "held"],
    ["hold", { held: "yes" }, "held"],
    ["transfer", {}, "departmentId"],
    ["transfer", { departmentId: "x" }, "departmentId"],
    ["transfer", { departmentId: other }, "departmentId"],
    ["transfer", { operatorId: other }, "operatorId"],
    ["transfer", { departmentId: other, note: "x".repeat(2001) }, "note"],
    ["transfer", { departmentId: other, note: "a\u0000b" }, "note"],
    ["offer", { answer: "maybe" }, "answer"],
    ["offer", {}, "answer"],
  ] as const)("%s %j", async (action, body, field) => {
    const { id, headers } = await scene();
    const { status, json } = await act(action, id, { headers, body });
    expect([status, Object.keys(json.error.fields)]).toEqual([422, [field]]);
    expect(await chatOf(id)).toMatchObject({ status: "active", lastSeq: 3, heldAt: null });
  });

  test.each([{}, { intent: "busy" }, { intent: null }, { finishing: "no" }, { intent: ["online"] }])(
    "presence %j",
    async (body) => {
      const { headers } = await scene();
      const answer = await call(presence.PUT, "/api/operators/me/presence", { method: "PUT", headers, body });
      expect(answer.status).toBe(422);
    },
  );
});

describe("an operator", () => {
  test("holds, transfers to somebody and takes the offer back, and reads it all in the inbox", async () => {
    const { id, department, headers } = await scene();
    const clara = await createOperator({ departmentIds: [department.id], name: "Clara" });
    expect((await act("hold", id, { headers })).json.chat).toMatchObject({ heldAt: expect.any(String) });
    const body = { operatorId: clara.id, note: "She knows" };
    expect((await act("transfer", id, { headers, body })).json.chat.offer).toMatchObject({ operatorName: "Clara" });
    const look = async (who: Headers) => (await call(inbox.GET, "/api/inbox", { method: "GET", headers: who })).json;
    const claras = await signedIn(clara.id);
    expect((await look(claras)).offers).toMatchObject([{ id }]);
    expect((await look(headers)).mine).toMatchObject([{ id }]);
    expect((await act("offer", id, { headers, body: { answer: "withdraw" } })).status).toBe(200);
    expect((await look(claras)).offers).toEqual([]);
  });

  test("sees whom a chat can go to; no visitor and no outsider does", async () => {
    const { id, headers, visitor } = await scene();
    const hidden = await createDepartment({ hidden: true });
    const targets = (who: Headers) =>
      call(
        chatTransferTargets.GET,
        `/api/chats/${id}/transfer-targets`,
        { method: "GET", headers: who },
        { chatId: id },
      );
    expect((await targets(headers)).json.departments).toContainEqual(
      expect.objectContaining({ id: hidden.id, hidden: true }),
    );
    for (const [who, status] of [
      [bearer(visitor.token), 401],
      [{}, 401],
      [await signedIn((await createOperator({ role: "supervisor" })).id), 403],
    ] as const) {
      const refused = await targets(who);
      expect(refused.status).toBe(status);
      expect(refused.text).not.toContain(hidden.id);
    }
  });

  test("is answered their present choice with each pulse, in every tab", async () => {
    const { headers } = await scene();
    const put = (body: unknown) => call(presence.PUT, "/api/operators/me/presence", { method: "PUT", headers, body });
    expect((await put({ intent: "away", finishing: true })).json).toEqual({
      intent: "away",
      finishing: true,
      awayByMissesAt: null,
    });
    const beat = await call(pulse.POST, "/api/pulse", { headers, body: { chatIds: [] } });
    expect(beat.json).toEqual({ intent: "away", finishing: true, awayByMissesAt: null, chats: {} });
  });
});

describe("offline messages", () => {
  async function left() {
    const { department, headers } = await scene();
    const visitor = await asVisitor();
    const input = { key: department.key, clientId: uuidv7(), name: "Vera", email: "v@example.com", body: "Hi" };
    const { id } = await leaveOfflineMessage(visitor, visitor.token, leaveOfflineMessageInput.parse(input));
    const handle = (who: Headers, body: unknown = { handled: true }, messageId = id) =>
      call(
        offlineMessageHandled.POST,
        `/api/offline-messages/${messageId}/handled`,
        { headers: who, body },
        { messageId },
      );
    const list = async (who: Headers) =>
      call(offlineMessages.GET, "/api/offline-messages", { method: "GET", headers: who });
    return { id, headers, visitor, handle, list };
  }

  test("are listed to their department and to nobody else", async () => {
    const { id, headers, visitor, list } = await left();
    expect((await list(headers)).json.messages).toMatchObject([{ id, body: "Hi", handledAt: null }]);
    const outsider = await signedIn((await createOperator({ role: "supervisor" })).id);
    expect((await list(outsider)).json.messages).toEqual([]);
    expect((await list(bearer(visitor.token))).status).toBe(401);
  });

  test("are handled by their department, from a page of ours, with a right body", async () => {
    const { headers, visitor, handle } = await left();
    const { origin: _, ...cookie } = headers;
    expect((await handle(cookie)).status).toBe(403);
    expect((await handle(bearer(visitor.token))).status).toBe(401);
    expect((await handle(await signedIn((await createOperator({ role: "supervisor" })).id))).status).toBe(403);
    for (const body of [{}, { handled: "true" }, { handled: null }])
      expect((await handle(headers, body)).status).toBe(422);
    for (const missing of [uuidv7(), "no-id"])
      expect((await handle(headers, { handled: true }, missing)).status).toBe(404);
    expect((await handle(headers)).json.message).toMatchObject({ handledBy: "Anna" });
    expect((await handle(headers)).status).toBe(200);
  });
});
