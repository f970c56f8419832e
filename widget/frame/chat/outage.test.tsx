import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { chatState } from "../fake-frame";
import { endChats, fakeRealtime, openChat } from "./fake-chat";

beforeEach(fakeRealtime);
afterEach(async () => {
  vi.useRealTimers();
  await endChats();
});

const NOTICE = "For technical reasons the chat is unavailable.";

async function outOfService(refusal: [number, object]) {
  const frame = await openChat({ status: "active", owner: { name: "Anna" } });
  const { followOutage } = await import("./chat");
  const { onReachable } = await import("../api");
  onReachable((reachable) => {
    if (frame.state.lost !== reachable) return;
    frame.update({ lost: !reachable });
    followOutage();
  });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { server } = frame;
  server.refuse = ({ path }) => (path.endsWith("/messages") || path === "/api/pulse" ? refusal : undefined);
  frame.outbox.enqueue(chatState().chatId, "Are you there?", false);
  return frame;
}

describe("while nothing gets through", () => {
  test("the set text stands in the chat once, five seconds later, and what was typed waits", async () => {
    const { html, state } = await outOfService([503, { unavailable: true, error: { code: "unavailable" } }]);
    await vi.advanceTimersByTimeAsync(4900);
    expect(html()).not.toContain(NOTICE);
    await vi.advanceTimersByTimeAsync(200);
    expect(html()).toContain(NOTICE);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(html().split(NOTICE)).toHaveLength(2);
    expect(state.outbox).toMatchObject([{ body: "Are you there?" }]);
    expect(state.outbox[0]?.failed).toBeUndefined();
  });

  test("a trouble that is over within five seconds is not spoken of", async () => {
    const { html, server } = await outOfService([500, {}]);
    await vi.advanceTimersByTimeAsync(1000);
    server.refuse = undefined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(html()).not.toContain(NOTICE);
    expect(html()).toContain("Are you there?");
  });

  test("afterwards what waited is sent once, and a line says that all is well", async () => {
    const { html, server, posts, state } = await outOfService([503, { error: { code: "unavailable" } }]);
    await vi.advanceTimersByTimeAsync(6000);
    server.refuse = undefined;
    const tried = posts("/messages").length;
    await vi.advanceTimersByTimeAsync(40_000);
    expect(state.outbox).toEqual([]);
    expect(new Set(posts("/messages").map((body) => body?.clientId)).size).toBe(1);
    expect(posts("/messages")).toHaveLength(tried + 1);
    const shown = html();
    expect(shown.indexOf(NOTICE)).toBeLessThan(shown.indexOf("The chat works again."));
    expect(shown).not.toContain("Sending");
  });

  test("maintenance mode tells its planned end, and the pulse that it is over", async () => {
    const until = "2099-05-18T07:00:00.000Z";
    const data = { maintenance: true, until };
    const { html, server, state } = await outOfService([503, { error: { code: "unavailable", data } }]);
    await vi.advanceTimersByTimeAsync(6000);
    expect(html()).toContain("Until about");
    server.refuse = undefined;
    await vi.advanceTimersByTimeAsync(40_000);
    expect(state.maintenance).toBeUndefined();
    expect(state.outage?.over).toBe(true);
  });
});

test("an answer of before maintenance mode that comes late does not end it", async () => {
  const { state, server } = await openChat({ status: "active", owner: { name: "Anna" } });
  const { pulse } = await import("./chat");
  const [answer, first] = [fetch, { isAsked: false, comes: () => {} }];
  const late = new Promise<void>((resolve) => {
    first.comes = resolve;
  });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const told = await answer(path, init);
    if (path === "/api/pulse" && !first.isAsked) {
      first.isAsked = true;
      await late;
    }
    return told;
  });
  const early = pulse();
  const unavailable = { until: null };
  server.refuse = ({ path }) => (path === "/api/pulse" ? [200, { chats: {}, unavailable }] : undefined);
  await pulse();
  expect(state.maintenance).toEqual(unavailable);
  first.comes();
  await early;
  expect(state.maintenance).toEqual(unavailable);
});

test("where a browser denies locks to the frame, messages go all the same", async () => {
  const { state, outbox, posts } = await openChat({ status: "active", owner: { name: "Anna" } });
  vi.stubGlobal("navigator", { locks: { request: () => Promise.reject(new DOMException("denied", "SecurityError")) } });
  outbox.enqueue(chatState().chatId, "Hello", false);
  await vi.waitFor(() => expect(state.outbox).toEqual([]));
  expect(posts("/messages")).toHaveLength(1);
});

describe("how far a message has got", () => {
  test("is told at the last one of the visitor's own, and only goes forward", async () => {
    const { html, server, state } = await openChat({ status: "active", owner: { name: "Anna" } });
    const { learn } = await import("./chat");
    const { applyMarks } = await import("@/lib/chats/timeline");
    const [sent] = server.append({}, { sender: { type: "visitor" }, body: "Hello", clientId: "x" });
    const seq = sent?.seq ?? 0;
    const { applyEvents } = await import("@/lib/chats/timeline");
    const move = (marks: { delivered: number; read: number }) =>
      state.timeline && learn(applyMarks(state.timeline, marks));
    if (state.timeline && sent) learn(applyEvents(state.timeline, [sent]));
    expect(html()).toContain(">Sent<");
    move({ delivered: seq, read: 0 });
    expect(html()).toContain(">Delivered<");
    move({ delivered: seq, read: seq });
    move({ delivered: seq, read: 0 });
    expect(html()).toContain(">Read<");
  });
});
