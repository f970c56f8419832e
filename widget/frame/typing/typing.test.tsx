import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { endChats, fakeRealtime, openChat, realtime } from "../chat/fake-chat";
import { chatState, soon } from "../fake-frame";

const OWNER = { status: "active", owner: { name: "Anna" } } as const;
const { chatId } = chatState();

beforeEach(fakeRealtime);
afterEach(async () => {
  vi.useRealTimers();
  await endChats();
});

/** A chat in which the operator has typed once before, so that the code of typing is there; `at` sets the page's clock. */
async function scene(told: Parameters<typeof openChat>[0] = OWNER) {
  const frame = await openChat(told);
  // Nobody has touched the page: then a message makes no sound.
  vi.stubGlobal("navigator", { userActivation: { hasBeenActive: false } });
  await soon(() => expect(realtime.sockets).toBe(1));
  const part = await frame.room.loadPart("typing");
  if (!part) throw new Error("no such part");
  const at = (ms: number) => void vi.mocked(performance.now).mockReturnValue(10_000 + ms);
  at(0);
  frame.html();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  /** As the next event of the channel that is about typing. */
  const hear = (id: unknown = chatId) => part.heard(id);
  const line = () => /<p class="typing" aria-live="(\w+)">(.*?)<\/p>/.exec(frame.html())?.slice(1) ?? [];
  return { ...frame, part, at, hear, line };
}

describe("that the operator types", () => {
  test("is said by name for three seconds after the last sign of it", async () => {
    const { hear, line } = await scene();
    expect(line()).toEqual(["polite", ""]);
    hear();
    expect(line()[1]).toMatch(/^Anna is typing<span aria-hidden="true">/);
    await vi.advanceTimersByTimeAsync(2900);
    hear();
    await vi.advanceTimersByTimeAsync(2900);
    expect(line()[1]).toContain("Anna is typing");
    await vi.advanceTimersByTimeAsync(200);
    expect(line()[1]).toBe("");
  });

  test("comes by the chat's channel, with code that is fetched then", async () => {
    const { html, room } = await openChat(OWNER);
    await soon(() => expect(realtime.sockets).toBe(1));
    expect(room.part("typing")).toBeUndefined();
    vi.mocked(performance.now).mockReturnValue(10_000);
    realtime.emit("typing.told", { chatId });
    await soon(() => expect(html()).toContain("Anna is typing"));
    realtime.emit("typing.told", "nonsense");
  });

  test("ends with a message of theirs, and a sign of it that was overtaken by the message is none", async () => {
    const { hear, line, server, state, at } = await scene();
    hear();
    const { learn } = await import("../chat/chat");
    const { applyEvents } = await import("@/lib/chats/timeline");
    const added = server.append({}, { sender: { type: "operator", name: "Anna" }, body: "Here" });
    if (state.timeline) learn(applyEvents(state.timeline, added));
    expect(line()[1]).toBe("");
    at(500);
    hear();
    expect(line()[1]).toBe("");
    at(1500);
    hear();
    expect(line()[1]).toContain("Anna is typing");
  });

  test("is announced once while they type with pauses, and again after their message", async () => {
    const { hear, line, at } = await scene();
    hear();
    expect(line()[0]).toBe("polite");
    await vi.advanceTimersByTimeAsync(3000);
    expect(line()).toEqual(["off", ""]);
    at(5000);
    hear();
    expect(line()).toEqual(["off", expect.stringContaining("Anna is typing")]);
    await vi.advanceTimersByTimeAsync(3000);
    at(60_000);
    expect(line()).toEqual(["polite", ""]);
  });

  test("is not said of another chat, nor where nobody has the chat", async () => {
    const { part, hear, line, update, state } = await scene();
    for (const id of ["other", undefined, null, {}]) part.heard(id);
    expect(line()[1]).toBe("");
    if (state.timeline) update({ timeline: { ...state.timeline, owner: null } });
    hear();
    expect(line()[1]).toBe("");
  });

  test("is not said any more once the chat is with somebody else", async () => {
    const { hear, line, update, state } = await scene();
    hear();
    if (state.timeline) update({ timeline: { ...state.timeline, owner: { name: "Boris" } } });
    expect(line()[1]).toBe("");
  });
});

describe("that the visitor types", () => {
  test("is told at most once in two seconds, without a word of the text", async () => {
    const { part, at, update, posts } = await scene();
    update({ draft: "My card number is" });
    for (const ms of [0, 100, 1999, 2300, 2400]) {
      at(ms);
      part.typed();
    }
    await soon(() => expect(posts("/typing")).toEqual([{}, {}]));
  });

  test("is told to nobody without a text, without an operator, and while nothing gets through", async () => {
    const { part, update, posts, state } = await scene();
    part.typed();
    update({ draft: "x", lost: true });
    part.typed();
    if (state.timeline) update({ lost: false, timeline: { ...state.timeline, status: "queued" } });
    part.typed();
    expect(posts("/typing")).toEqual([]);
  });
});
