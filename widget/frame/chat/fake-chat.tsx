import { render } from "preact-render-to-string";
import { expect, vi } from "vitest";
import type { ChatEventDto, ChatStateDto } from "@/lib/chats/schemas";
import { chat, chatState, closeFrame, department, entries, openFrame, type Request, soon, widget } from "../fake-frame";

// For tests: a chat between a frame without a browser and a server of a few lines.

/** Stands for the realtime library: `emit` hands on an event of the chat's channel, `sockets` counts connections. */
export const realtime = { emit: (_event: string, _data: unknown): void => {}, sockets: 0 };

export function fakeRealtime(): void {
  realtime.sockets = 0;
  vi.doMock("pusher-js", () => ({
    default: class {
      handlers = new Map<string, (data: unknown) => void>();
      connection = { bind: () => {}, unbind: () => {}, state: "connected" };
      constructor() {
        realtime.sockets++;
        realtime.emit = (event, data) => this.handlers.get(event)?.(data);
      }
      subscribe = () => ({
        bind: (event: string, handle: (data: unknown) => void) => this.handlers.set(event, handle),
      });
      disconnect = () => {
        realtime.sockets--;
      };
    },
  }));
}

export async function endChats(): Promise<void> {
  await closeFrame();
  vi.doUnmock("pusher-js");
}

const FIRST = entries(
  { kind: "started", data: { departmentName: "Team a" } },
  { sender: { type: "visitor" }, body: "Hi" },
);
/** A moment to come, an hour from now unless told otherwise. */
export const later = (ms = 3_600_000) => new Date(Date.now() + ms).toISOString();

/** A server with one chat, and a visitor who has just begun it. */
export async function openChat(told: Partial<ChatStateDto> = {}, ...more: Partial<ChatEventDto>[]) {
  const server = {
    events: [...FIRST],
    state: chatState(),
    refuse: undefined as ((request: Request) => [number, unknown] | undefined) | undefined,
    /** Adds entries; `patch` is what the state is from then on. */
    append(patch: Partial<ChatStateDto>, ...list: Partial<ChatEventDto>[]) {
      const all = entries(...server.events, ...list);
      server.events = all;
      server.state = { ...server.state, ...patch, lastSeq: all.length };
      return all.slice(-list.length);
    },
  };
  server.append(told, ...more);
  const answer = (request: Request): [number, unknown] | undefined => {
    const { path, body } = request;
    const refused = server.refuse?.(request);
    if (refused) return refused;
    const { events, state } = server;
    if (path === "/api/chats") return [201, { chat: chat(state), events }];
    const after = /events\?after=(\d+)$/.exec(path)?.[1];
    if (after) return [200, { events: events.slice(Number(after)), upto: events.length, hasMore: false, state }];
    if (path.endsWith("/messages")) {
      const reopened = body?.reopen && state.status === "closed" ? [{ kind: "reopened" as const }] : [];
      const added = server.append(reopened.length ? { status: "queued", reopenUntil: null } : {}, ...reopened, {
        sender: { type: "visitor" },
        body: String(body?.body),
        clientId: String(body?.clientId),
      });
      return [201, { event: added.at(-1), missed: added.slice(0, -1) }];
    }
    if (path === "/api/pulse") return [200, { chats: { [state.chatId]: state } }];
    if (path.startsWith("/api/embed/")) return [200, widget(department("a"), department("b"))];
    return [200, { state }];
  };
  const frame = await openFrame(widget(department("a"), department("b")), answer);
  await frame.entrance.showForm("a");
  frame.update({ open: true, form: { name: "Mia", email: "", body: "Hi" } });
  await (await frame.room.loadPart("chat"))?.submit();
  await soon(() => expect(frame.state.caughtUp).toBe(true));
  await frame.room.loadPart("ended");
  const { Chat } = await import("./views/chat");
  const [actions, outbox, { startNew }] = [await import("./actions"), await import("./outbox"), await import("./chat")];
  const posts = (end: string) => frame.requests.filter(({ path }) => path.endsWith(end)).map(({ body }) => body);
  return { ...frame, server, actions, outbox, startNew, posts, html: () => render(<Chat />) };
}
