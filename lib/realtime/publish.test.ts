import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import PusherClient, { type Channel } from "pusher-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidv7 } from "@/lib/ids";
import { createRealtimeServer, type RealtimeServer } from "@/lib/realtime/embedded/server";
import { channelName, type RealtimeEvent } from "@/lib/realtime/events";
import { createPusher, INLINE_MAX_BYTES, publish, publishBy } from "@/lib/realtime/publish";

// A realtime service elsewhere, as PUSHER_HOST would name it: ours plays it, over real HTTP and real sockets.
const app = { appId: "1001", key: "elsewhere", secret: "not-a-secret" };
const silent = { info() {}, warn() {}, error() {}, debug() {} };
const http: Server = createServer();
let realtime: RealtimeServer;
let client: PusherClient;
let server: ReturnType<typeof createPusher>;

beforeAll(async () => {
  realtime = createRealtimeServer({ apps: [app], log: silent });
  http.on("request", (request, response) => realtime.handleRequest(request, response) || response.writeHead(404).end());
  http.on("upgrade", (request, socket, head) => realtime.handleUpgrade(request, socket, head) || socket.destroy());
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  server = createPusher({ ...app, mode: "hosted", host: "127.0.0.1", port, tls: false });
  client = new PusherClient(app.key, {
    cluster: "",
    wsHost: "127.0.0.1",
    wsPort: port,
    forceTLS: false,
    enabledTransports: ["ws"],
    channelAuthorization: {
      endpoint: "",
      transport: "ajax",
      customHandler: ({ socketId, channelName }, callback) =>
        callback(null, server.authorizeChannel(socketId, channelName)),
    },
  });
});
afterAll(async () => {
  client.disconnect();
  await realtime.close({ staggerMs: 0 });
  http.close();
});

const entry = (chatId: string, seq: number, body: string): RealtimeEvent => ({
  channel: "visitorChat",
  id: chatId,
  name: "event.appended",
  data: {
    chatId,
    seq,
    prev: seq - 1,
    kind: "message",
    sender: { type: "visitor" },
    body,
    data: {},
    createdAt: new Date(0).toISOString(),
  },
});

async function subscribe(chatId: string): Promise<Channel> {
  const channel = client.subscribe(channelName("visitorChat", chatId));
  await new Promise((resolve) => channel.bind("pusher:subscription_succeeded", resolve));
  return channel;
}

/** The next `count` events of a channel, by name and data. */
const nextEvents = (channel: Channel, count: number) =>
  new Promise<{ name: string; data: unknown }[]>((resolve) => {
    const seen: { name: string; data: unknown }[] = [];
    channel.bind_global((name: string, data: unknown) => {
      if (!name.startsWith("pusher:")) seen.push({ name, data });
      if (seen.length === count) resolve(seen);
    });
  });

describe("events for a realtime service elsewhere", () => {
  test("arrive whole and in their order, also more than one request holds", async () => {
    const chatId = uuidv7();
    const channel = await subscribe(chatId);
    const events = Array.from({ length: 25 }, (_, i) => entry(chatId, i + 1, `Text ${i}`));
    const arrived = nextEvents(channel, events.length);
    await publishBy(server, events);
    expect(await arrived).toEqual(events.map(({ name, data }) => ({ name, data })));
  });

  test("travel as their number when they are larger than an event may be", async () => {
    const chatId = uuidv7();
    const channel = await subscribe(chatId);
    const fits = entry(chatId, 1, "");
    const room = INLINE_MAX_BYTES - Buffer.byteLength(JSON.stringify(fits.data));
    const arrived = nextEvents(channel, 2);
    await publishBy(server, [entry(chatId, 1, "x".repeat(room)), entry(chatId, 2, "x".repeat(room + 1))]);
    expect((await arrived).map(({ name }) => name)).toEqual(["event.appended", "event.announced"]);
    expect((await arrived)[1]?.data).toEqual({ chatId, seq: 2 });
  });

  test("are refused loudly when the service does not know us, so that the caller can log it", async () => {
    const { port } = http.address() as AddressInfo;
    const stranger = createPusher({ ...app, secret: "wrong", mode: "hosted", host: "127.0.0.1", port, tls: false });
    await expect(publishBy(stranger, [entry(uuidv7(), 1, "Hi")])).rejects.toMatchObject({ status: 401 });
  });
});

test("an operator who lost a chat is cut off, and may come back to what is still theirs", async () => {
  const operatorId = uuidv7();
  const slots = globalThis as { [key: symbol]: unknown };
  const slot = Symbol.for("foyer.realtime");
  const before = slots[slot];
  slots[slot] = realtime;
  try {
    const channel = client.subscribe(channelName("operator", operatorId));
    await new Promise((resolve) => channel.bind("pusher:subscription_succeeded", resolve));
    const arrived = nextEvents(channel, 1);
    const cut = new Promise((resolve) => client.connection.bind("state_change", resolve));
    const back = new Promise((resolve) => client.connection.bind("connected", resolve));
    await publish([{ channel: "operator", id: operatorId, name: "access.lost", data: { chatId: uuidv7() } }]);
    expect(await arrived).toMatchObject([{ name: "access.lost" }]);
    expect(await cut).toMatchObject({ previous: "connected", current: "connecting" });
    await back;
  } finally {
    if (before === undefined) delete slots[slot];
    else slots[slot] = before;
  }
});
