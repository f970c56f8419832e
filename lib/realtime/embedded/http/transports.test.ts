import { setImmediate as nextTurn } from "node:timers/promises";
import PusherJs, { type PresenceChannel } from "pusher-js";
import { expect, onTestFinished, test } from "vitest";
import type { EmbeddedRealtimeOptions } from "../options";
import { APP, BareClient, nextEvent, serverLibrary, startServer, subscribed, type TestServer, until } from "../testing";

const start = (options: Partial<EmbeddedRealtimeOptions> = {}) => startServer({ httpTransports: true, ...options });

/** `pusher-js` with nothing but that transport, as it ends up where WebSockets are blocked. */
function blockedClient(server: TestServer, transport: "xhr_streaming" | "xhr_polling", userId: string): PusherJs {
  const library = serverLibrary(server);
  const client = new PusherJs(APP.key, {
    cluster: "self",
    httpHost: "127.0.0.1",
    httpPort: server.port,
    forceTLS: false,
    enabledTransports: [transport],
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId, channelName }, callback) => {
        const member = channelName.startsWith("presence-") ? { user_id: userId } : undefined;
        callback(null, library.authorizeChannel(socketId, channelName, member));
      },
    },
  });
  onTestFinished(() => client.disconnect());
  return client;
}

type Frame = { type: string; content: unknown };

/** A session without a library: each `poll` is one answer. */
class Session {
  readonly #url: string;

  constructor({ port }: TestServer, id: string, key = APP.key) {
    this.#url = `http://127.0.0.1:${port}/pusher/app/${key}/1/${id}`;
  }

  request(action: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#url}/${action}?protocol=7&t=1&n=1`, { method: "POST", ...init });
  }

  async poll(): Promise<Frame> {
    const text = await (await this.request("xhr")).text();
    return { type: text.charAt(0), content: JSON.parse(text.slice(1).trim() || "null") };
  }

  /** Opens it; gives the socket id. */
  async open(): Promise<string> {
    expect((await this.poll()).type).toBe("o");
    return JSON.parse(messagesOf(await this.poll())[0]?.data ?? "{}").socket_id;
  }

  async send(body: string, headers: Record<string, string> = {}): Promise<number> {
    return (await this.request("xhr_send", { body, headers })).status;
  }

  subscribe(channel: string): Promise<number> {
    return this.send(JSON.stringify([JSON.stringify({ event: "pusher:subscribe", data: { channel } })]));
  }
}

function messagesOf({ content }: Frame): { event: string; data: string }[] {
  return (content as string[]).map((message) => JSON.parse(message));
}

test.each(["xhr_streaming", "xhr_polling"] as const)(
  "a client with nothing but %s gets every event in order and sends its own",
  async (transport) => {
    const server = await start();
    const [alice, bob] = [blockedClient(server, transport, "alice"), blockedClient(server, transport, "bob")];
    const room = (await subscribed(alice, "presence-room")) as PresenceChannel;
    const roomOfBob = await subscribed(bob, "presence-room");
    await until(() => room.members.count === 2);
    const typed = nextEvent(roomOfBob, "client-typing");
    room.trigger("client-typing", { on: true });
    expect(await typed).toMatchObject({ data: { on: true }, meta: { user_id: "alice" } });

    const seen: number[] = [];
    room.bind("counted", ({ i }: { i: number }) => seen.push(i));
    for (let i = 0; i < 100; i++) server.realtime.publish("presence-room", "counted", { i });
    await until(() => seen.length === 100);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i));
    bob.unsubscribe("presence-room");
    await until(() => room.members.count === 1);
  },
);

test("without being asked for, there are no HTTP transports", async () => {
  const server = await startServer();
  expect((await new Session(server, "abcdefgh").request("xhr")).status).toBe(418);
});

test("a stream begins with what makes old browsers listen, then all frames come in one answer", async () => {
  const server = await start();
  const response = await new Session(server, "abcdefgh").request("xhr_streaming");
  const stream = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (stream && !text.includes("connection_established")) text += (await stream.read()).value ?? "";
  const [prelude, opening, messages] = text.split("\n");
  expect(prelude).toBe("h".repeat(2048));
  expect(opening).toBe("o");
  expect(messages).toMatch(/^a\[/);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  await stream?.cancel();
});

test("what is published between two requests comes with the next", async () => {
  const server = await start();
  const session = new Session(server, "abcdefgh");
  await session.open();
  expect(await session.subscribe("news")).toBe(204);
  for (const name of ["first", "second"]) server.realtime.publish("news", name, {});
  expect(messagesOf(await session.poll()).map(({ event }) => event)).toEqual([
    "pusher_internal:subscription_succeeded",
    "first",
    "second",
  ]);
});

test("a newer request takes the place of one that is still open", async () => {
  const server = await start();
  const session = new Session(server, "abcdefgh");
  await session.open();
  const stream = await session.request("xhr_streaming");
  const next = session.poll();
  expect((await stream.text()).replace(/^h+\n/, "")).toBe("");
  await session.subscribe("news");
  expect(messagesOf(await next)).toMatchObject([{ event: "pusher_internal:subscription_succeeded" }]);
});

test("a client that does not come back is gone, and its place is free", async () => {
  const server = await start({ limits: { requestGapMs: 1500, socketsPerAddress: 1 } });
  await new Session(server, "abcdefgh").open();
  expect(server.realtime.stats()).toMatchObject({ connections: 1, addresses: 1 });
  expect((await new Session(server, "zyxwvuts").request("xhr")).status).toBe(429);
  await until(() => server.realtime.stats().connections === 0);
  expect(server.realtime.stats().addresses).toBe(0);
  await new BareClient(server).connected();
});

test("a silent client is sent a heartbeat, and cut when it does not answer", async () => {
  const server = await start({ limits: { pingAfterSilenceMs: 60, pongTimeoutMs: 150 } });
  const session = new Session(server, "abcdefgh");
  await session.open();
  expect((await session.poll()).type).toBe("h");
  const stream = await session.request("xhr_streaming");
  await expect(stream.text()).rejects.toThrow();
  expect(server.realtime.stats()).toMatchObject({ connections: 0, cut: { "no answer to ping": 1 } });
});

test("a client that is behind by more than 256 KB is cut, and the others get every event", async () => {
  const server = await start();
  const [slow, quick] = [new Session(server, "abcdefgh"), new BareClient(server)];
  await slow.open();
  await slow.subscribe("news");
  await quick.connected();
  quick.send("pusher:subscribe", { channel: "news" });
  await quick.next("pusher_internal:subscription_succeeded");
  const publish = async (kilobytes: number) => {
    for (let i = 0; i < kilobytes; i += 10) {
      server.realtime.publish("news", "filler", { data: "x".repeat(10_000) });
      await nextTurn();
    }
  };
  await publish(250);
  expect(server.realtime.stats().connections).toBe(2);
  await publish(50);
  await quick.settle();
  expect(quick.received.filter(({ event }) => event === "filler")).toHaveLength(30);
  expect(server.realtime.stats()).toMatchObject({ connections: 1, cut: { "slow consumer": 1 } });
  expect(await slow.send("[]")).toBe(404);
});

test.each([
  ["an unknown key", "no-such-key", 4001],
  ["a shutdown", APP.key, 1001],
])("%s ends a session with its close code", async (_, key, code) => {
  const server = await start();
  const session = new Session(server, "abcdefgh", key);
  expect((await session.poll()).type).toBe("o");
  const [{ event } = { event: "" }] = messagesOf(await session.poll());
  const closing = code === 1001 ? server.realtime.close({ staggerMs: 1 }) : undefined;
  expect(event).toBe(code === 1001 ? "pusher:connection_established" : "pusher:error");
  expect(await session.poll()).toMatchObject({ type: "c", content: [code, expect.any(String)] });
  await closing;
  await until(() => server.realtime.stats().connections === 0);
});

test("a bad message is refused with the status that says why, and others are not troubled", async () => {
  const server = await start({ isOriginAllowed: (origin) => origin !== "https://evil.example" });
  const [session, other] = [new Session(server, "abcdefgh"), new Session(server, "zyxwvuts")];
  await Promise.all([session.open(), other.open()]);
  expect(await new Session(server, "no-such").send("[]")).toBe(404);
  for (const body of ["", "[", "{}", "null", "[1]", '["{}", null]']) expect(await session.send(body)).toBe(400);
  expect(await session.send("[]", { Origin: "https://evil.example" })).toBe(403);
  expect(await session.send(JSON.stringify(["x".repeat(100_000)]))).toBe(413);
  expect(await session.send("[]")).toBe(204);
  expect(await session.send(JSON.stringify(["x".repeat(16_385)]))).toBe(413);
  expect(await session.poll()).toMatchObject({ type: "c", content: [1009, expect.any(String)] });
  expect(await other.send("[]")).toBe(204);
});

test("a flood of messages closes its session with 1008", async () => {
  const session = new Session(await start(), "abcdefgh");
  await session.open();
  const ping = JSON.stringify({ event: "pusher:ping", data: {} });
  for (let i = 0; i < 5; i++) await session.send(JSON.stringify(new Array(300).fill(ping)));
  let frame = await session.poll();
  while (frame.type === "a") frame = await session.poll();
  expect(frame).toMatchObject({ type: "c", content: [1008, expect.any(String)] });
});

test("a page of an allowed origin may ask before it sends, one of another may not", async () => {
  const server = await start({ isOriginAllowed: (origin) => origin === "https://good.example" });
  const ask = (origin: string) =>
    new Session(server, "abcdefgh").request("xhr_send", { method: "OPTIONS", headers: { Origin: origin } });
  const answer = await ask("https://good.example");
  expect(answer.status).toBe(204);
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://good.example");
  expect(answer.headers.get("access-control-allow-headers")).toBe("Content-Type");
  expect((await ask("https://evil.example")).status).toBe(403);
});

test("requests are POSTs", async () => {
  expect((await new Session(await start(), "abcdefgh").request("xhr", { method: "GET" })).status).toBe(405);
});
