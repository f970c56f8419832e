import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { InboxDto } from "@/lib/chats/inbox-schemas";
import { chatOf, myChats, offeredChats, waitingChats } from "./chat-lists";
import { Desk } from "./desk";
import { safeStorage } from "./storage";
import { inboxOf, instant, ME, mineRow, OTHER, offeredRow, row, stateOf, uuid } from "./test-rows";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Answer = { status?: number; body: unknown };
type Call = { method: string; path: string; body: unknown };

/** A server of which the browser sees the HTTP side only; `inbox` is what it would answer now. */
function server(inbox: InboxDto) {
  const calls: Call[] = [];
  const state = { inbox, routes: new Map<string, (call: Call) => Answer | Promise<Answer>>() };
  vi.stubGlobal("fetch", async (path: string, { method = "GET", body }: RequestInit) => {
    const call = { method, path, body: typeof body === "string" ? JSON.parse(body) : undefined };
    calls.push(call);
    const answer = (await state.routes.get(`${method} ${path.split("?")[0]}`)?.(call)) ?? fallback(call);
    return Response.json(answer.body, { status: answer.status ?? 200 });
  });
  const fallback = ({ path }: Call): Answer => {
    if (path === "/api/inbox") return { body: state.inbox };
    if (path === "/api/pulse") return { body: { chats: {} } };
    return { status: 404, body: { error: { code: "not_found" } } };
  };
  const storage = safeStorage(() => {
    throw new Error("blocked");
  });
  const desk = new Desk({ inbox, openedId: null, storage, exclusively: (_, work) => work() });
  const on = (route: string, answer: (call: Call) => Answer | Promise<Answer>) => state.routes.set(route, answer);
  const sent = (path: string) => calls.filter((call) => call.path === path);
  return { desk, on, sent, state };
}

const refusal = (code: string, data?: object): Answer => ({ status: 409, body: { error: { code, data } } });
const settled = () => vi.advanceTimersByTimeAsync(0);

describe("what an operator does with a chat", () => {
  test("who accepts too late is told who has it, and sees the present list", async () => {
    const { desk, on, state } = server(inboxOf([row(1)]));
    on(`POST /api/chats/${uuid(1)}/claim`, () => {
      state.inbox = inboxOf([]);
      return refusal("conflict", { owner: "Boris" });
    });
    const result = await desk.actions.claim(uuid(1));
    expect(result).toMatchObject({ ok: false, code: "conflict", data: { owner: "Boris" } });
    await settled();
    expect(waitingChats(desk.inbox.get())).toEqual([]);
    expect(desk.actions.takenIds.size).toBe(0);
  });

  test("an accepted offer is mine at once, and the load is read anew", async () => {
    const { desk, on, sent, state } = server(inboxOf([], [], { offers: [offeredRow(1)] }));
    const accepted = mineRow(1, { lastSeq: 5, epoch: 3 });
    on(`POST /api/chats/${uuid(1)}/offer`, () => {
      state.inbox = inboxOf([], [accepted], { operator: { ...ME, load: 1 } });
      return { body: { chat: accepted } };
    });
    await desk.actions.accept(uuid(1));
    expect(sent(`/api/chats/${uuid(1)}/offer`)).toMatchObject([{ body: { answer: "accept" } }]);
    expect(myChats(desk.inbox.get())).toHaveLength(1);
    expect(offeredChats(desk.inbox.get())).toEqual([]);
    await settled();
    expect(desk.inbox.get().operator.load).toBe(1);
  });

  test('hold, resume, "I\'m on it" and transfer send what they mean', async () => {
    const { desk, on, sent } = server(inboxOf([], [mineRow(1)]));
    const base = `/api/chats/${uuid(1)}`;
    const held = mineRow(1, { lastSeq: 4, heldAt: instant(9) });
    for (const path of ["hold", "on-it", "transfer"]) on(`POST ${base}/${path}`, () => ({ body: { chat: held } }));
    await desk.actions.hold(uuid(1), true);
    expect(chatOf(desk.inbox.get(), uuid(1))?.heldAt).toBe(instant(9));
    await desk.actions.hold(uuid(1), false);
    await desk.actions.sayOnIt(uuid(1));
    await desk.actions.transfer(uuid(1), { operatorId: OTHER.id, note: "Knows bolts" });
    expect(sent(`${base}/hold`).map(({ body }) => body)).toEqual([{ held: true }, { held: false }]);
    expect(sent(`${base}/on-it`).map(({ body }) => body)).toEqual([{}]);
    expect(sent(`${base}/transfer`).map(({ body }) => body)).toEqual([{ operatorId: OTHER.id, note: "Knows bolts" }]);
  });

  test("without an answer nothing is shown as done", async () => {
    const { desk, on } = server(inboxOf([], [mineRow(1)]));
    on(`POST /api/chats/${uuid(1)}/hold`, () => Promise.reject(new Error("network")));
    expect(await desk.actions.hold(uuid(1), true)).toMatchObject({ ok: false, status: 0 });
    expect(chatOf(desk.inbox.get(), uuid(1))?.heldAt).toBeNull();
  });
});

describe("presence", () => {
  const put = "PUT /api/operators/me/presence";

  test("a refused choice is taken back", async () => {
    const { desk, on } = server(inboxOf([]));
    on(put, () => ({ status: 503, body: { error: { code: "unavailable" } } }));
    const choosing = desk.setPresence({ intent: "away" });
    expect(desk.inbox.get().operator.intent).toBe("away");
    expect(await choosing).toMatchObject({ ok: false });
    expect(desk.inbox.get().operator.intent).toBe("online");
  });

  test("of two choices in a row the last one stands, whatever is answered meanwhile", async () => {
    const { desk, on, state } = server(inboxOf([]));
    const answers: (() => void)[] = [];
    on(put, ({ body }) => {
      const { intent } = body as { intent: InboxDto["operator"]["intent"] };
      return new Promise((resolve) =>
        answers.push(() => {
          state.inbox = inboxOf([], [], { operator: { ...ME, intent } });
          resolve({ body: { intent, finishing: false, awayByMissesAt: null } });
        }),
      );
    });
    const both = [desk.setPresence({ intent: "away" }), desk.setPresence({ intent: "offline" })];
    answers[0]?.();
    await desk.refresh();
    expect(desk.inbox.get().operator.intent).toBe("offline");
    answers[1]?.();
    await Promise.all(both);
    await settled();
    expect(desk.inbox.get().operator.intent).toBe("offline");
  });

  test("a pulse brings what another tab chose, and that missed chats made the operator Away", async () => {
    const { desk, on } = server(inboxOf([]));
    on("POST /api/pulse", () => ({
      body: { chats: {}, intent: "away", finishing: true, awayByMissesAt: instant(5) },
    }));
    desk.start();
    await settled();
    desk.stop();
    expect(desk.inbox.get().operator).toMatchObject({ intent: "away", finishing: true, awayByMissesAt: instant(5) });
  });
});

describe("the pulse", () => {
  test("tells soon that the operator types, and no longer once the text is sent", async () => {
    const { desk, sent } = server(inboxOf([], [mineRow(1)]));
    desk.start();
    await settled();
    desk.typed(uuid(1));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent("/api/pulse").map(({ body }) => (body as { typingIn: unknown }).typingIn)).toEqual([null, uuid(1)]);
    desk.typed(uuid(1));
    desk.send(uuid(1), "Done");
    desk.pulse.soon();
    await vi.advanceTimersByTimeAsync(1000);
    desk.stop();
    expect(sent("/api/pulse").at(-1)?.body).toMatchObject({ typingIn: null });
  });

  test("a chat that went to somebody else behind a lost event is noticed", async () => {
    const { desk, on, state } = server(inboxOf([], [mineRow(1)]));
    state.inbox = inboxOf([]);
    const told = stateOf(1, { status: "active", epoch: 3, lastSeq: 4, owner: OTHER });
    on("POST /api/pulse", () => ({ body: { chats: { [uuid(1)]: told } } }));
    desk.start();
    await settled();
    desk.stop();
    expect(myChats(desk.inbox.get())).toEqual([]);
  });
});

test("a chat that is offered can be looked into without opening it", async () => {
  const { desk, on, sent } = server(inboxOf([], [], { offers: [offeredRow(1)] }));
  const path = `/api/chats/${uuid(1)}/events`;
  on(`GET ${path}`, () => ({ body: { events: [], upto: 0, hasMore: false, state: stateOf(1, { lastSeq: 0 }) } }));
  desk.peek(uuid(1));
  desk.peek(uuid(1));
  await settled();
  expect(sent(`${path}?before=2147483647&limit=50`)).toHaveLength(1);
  expect(desk.inbox.get().openedId).toBeNull();
});
