import { vi } from "vitest";
import type { ChatEventDto, ChatStateDto, VisitorChatDto } from "@/lib/chats/schemas";
import type { WidgetConfigDto } from "@/lib/embed/widget-config";
import en from "@/messages/en/widget.json";
import type { Department } from "./state";

// For tests: what the frame's modules find around them, without a browser.

export const department = (id: string, patch: Partial<Department> = {}): Department => ({
  id,
  name: `Team ${id}`,
  description: "",
  color: "#1f5eff",
  logoUrl: null,
  greeting: "",
  state: "open",
  opensAt: null,
  isFull: false,
  estimate: null,
  ...patch,
});

export const widget = (...departments: Department[]): WidgetConfigDto => ({
  key: "company-key-of-tests-22",
  kind: "company",
  company: { name: "Tom’s" },
  color: "#1f5eff",
  greeting: "",
  state: "open",
  departments,
});

const chatId = "0193a1b2-0000-7000-8000-000000000001";

export const chatState = (patch: Partial<ChatStateDto> = {}): ChatStateDto => ({
  chatId,
  status: "queued",
  epoch: 1,
  lastSeq: 0,
  owner: null,
  department: { id: "a", name: "Team a", color: "#1f5eff", logoUrl: null },
  held: false,
  queue: null,
  idleCloseAt: null,
  reopenUntil: null,
  rating: null,
  marks: { delivered: 0, read: 0 },
  ...patch,
});

export const chat = (patch: Partial<ChatStateDto> = {}): VisitorChatDto => ({
  id: chatId,
  state: chatState(patch),
  department: chatState().department,
  createdAt: "2026-05-12T12:00:00.000Z",
  notice: "For technical reasons the chat is unavailable.",
});

/** Public entries in their order. */
export const entries = (...list: Partial<ChatEventDto>[]): ChatEventDto[] =>
  list.map((patch, index) => ({
    chatId,
    seq: index + 1,
    prev: index,
    kind: "message",
    sender: { type: "system" },
    data: {},
    createdAt: "2026-05-12T12:00:00.000Z",
    ...patch,
  }));

export type Request = { path: string; body: Record<string, unknown> | undefined };

/** Waits until `check` does not throw. */
export const soon = <T>(check: () => T) => vi.waitFor(check, { interval: 5, timeout: 10_000 });

// As they are before any test puts others in their place.
const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis;

let leave: (() => void) | undefined;
const timers = new Set<ReturnType<typeof setTimeout>>();
const intervals = new Set<ReturnType<typeof setInterval>>();

/** So that no try, beat or pulse of a left frame calls the server of a later one, be it in another file. */
function stopTimers(): void {
  for (const timer of timers) clearTimeout(timer);
  for (const interval of intervals) clearInterval(interval);
  timers.clear();
  intervals.clear();
}

/** Ends all that the last frame still does, and gives back what it stood on. */
export async function closeFrame(): Promise<void> {
  leave?.();
  leave = undefined;
  stopTimers();
  // What was waiting for an answer goes on now, and may begin a timer once more.
  await new Promise((done) => setImmediate(done));
  stopTimers();
  vi.unstubAllGlobals();
}

/**
 * Modules of the frame as a fresh page has them, with the server's answers in the hands of the test: `answer` gives a
 * status and a JSON body, undefined stands for no answer at all.
 */
export async function openFrame(
  config: WidgetConfigDto,
  answer: (request: Request) => [status: number, body: unknown] | undefined = () => undefined,
) {
  await closeFrame();
  vi.resetModules();
  vi.stubGlobal("setTimeout", (...args: Parameters<typeof setTimeout>) => {
    const timer = setTimeout(...args);
    timers.add(timer);
    return timer;
  });
  vi.stubGlobal("setInterval", (...args: Parameters<typeof setInterval>) => {
    const interval = setInterval(...args);
    intervals.add(interval);
    return interval;
  });
  const requests: Request[] = [];
  const textContent = JSON.stringify({
    widget: config,
    origins: "",
    realtime: { key: "k" },
    locale: "en",
    texts: en,
  });
  vi.stubGlobal("document", {
    getElementById: (id: string) => (id === "config" ? { textContent } : null),
    querySelector: () => null,
    adoptedStyleSheets: [],
    visibilityState: "visible",
  });
  vi.stubGlobal(
    "CSSStyleSheet",
    class {
      replaceSync() {}
    },
  );
  // What the page was written with counts as fresh, however long the test's process has been running.
  vi.spyOn(performance, "now").mockReturnValue(100);
  // Nobody has touched the page: then nothing sounds.
  vi.stubGlobal("navigator", { userActivation: { hasBeenActive: false } });
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("location", { hostname: "localhost", protocol: "http:", port: "" });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const request = { path, body: typeof init.body === "string" ? JSON.parse(init.body) : undefined };
    requests.push(request);
    const [status, body] = answer(request) ?? [];
    if (!status) throw new TypeError("failed");
    return Response.json(body, { status });
  });
  const room = await import("./room");
  room.setSources({
    code: {
      chat: () => import("./chat/chat-room"),
      ended: () => import("./ended/ended"),
      offline: () => import("./offline/offline-desk"),
      waiting: () => import("./waiting/waiting-panels"),
      fields: () => import("./fields/fields"),
      more: () => import("./more/more"),
      files: () => import("./files/files"),
      menu: () => import("./menu/menu-items"),
      typing: () => import("./typing/typing"),
      emoji: () => import("./emoji/emoji"),
    },
    words: (name) => import(`../../messages/en/widget-${name}.json`),
  });
  const { state, update } = await import("./state");
  // What is under way finds no chat, and stops; an answer that comes after the test brings none back.
  leave = () => {
    update({ chat: undefined, outbox: [] });
    Object.defineProperty(state, "timeline", { get: () => undefined, set: () => {} });
  };
  return { state, update, requests, room, entrance: await import("./entrance") };
}
