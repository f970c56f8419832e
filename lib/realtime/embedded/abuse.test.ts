import { expect, test } from "vitest";
import { signChannel } from "./signature";
import { APP, BareClient, refusedStatus, startServer, until } from "./testing";

test.each([
  ["a binary message", 1003, (client: BareClient) => client.ws.send(Buffer.from("{}"))],
  ["a message over 16 KB", 1009, (client: BareClient) => client.ws.send("x".repeat(16_385))],
  ["an unmasked frame", 1002, (client: BareClient) => client.ws.send("{}", { mask: false })],
  ["text that is not UTF-8", 1007, (client: BareClient) => client.ws.send(Buffer.from([0xff]), { binary: false })],
  [
    "a message in very many fragments",
    1008,
    (client: BareClient) => {
      for (let i = 0; i < 1_000; i++) client.ws.send("", { fin: false });
    },
  ],
  [
    "a flood of pings",
    1008,
    (client: BareClient) => {
      for (let i = 0; i < 1_500; i++) client.ws.ping();
    },
  ],
  [
    "a flood of messages",
    1008,
    (client: BareClient) => {
      for (let i = 0; i < 1_500; i++) client.send("pusher:ping", {});
    },
  ],
])("%s closes its socket with %i and leaves the others alone", async (_, code, attack) => {
  const server = await startServer();
  const [attacker, other] = [new BareClient(server), new BareClient(server)];
  const sockets = await Promise.all([attacker.connected(), other.connected()]);
  expect(new Set(sockets).size).toBe(2);
  attack(attacker);
  expect(await attacker.closed).toBe(code);
  await other.settle();
  await until(() => server.realtime.stats().connections === 1);
});

test.each([
  "{bad",
  "",
  "null",
  "[]",
  "1",
  '"x"',
  "{}",
  '{"event":1}',
  '{"event":{"a":1}}',
  '{"__proto__":{"event":"x"}}',
])("the message %j is answered with an error and the socket lives on", async (text) => {
  const client = new BareClient(await startServer());
  await client.connected();
  client.ws.send(text);
  expect(await client.next()).toMatchObject({ event: "pusher:error", data: { code: null } });
  await client.settle();
});

test("data nested as deep as a frame allows does not end the process", async () => {
  const server = await startServer();
  const client = new BareClient(server);
  const auth = signChannel(APP, await client.connected(), "private-a");
  client.send("pusher:subscribe", { channel: "private-a", auth });
  await client.next("pusher_internal:subscription_succeeded");
  const deep = `${"[".repeat(8_000)}${"]".repeat(8_000)}`;
  client.ws.send(`{"event":"client-typing","channel":"private-a","data":${deep}}`);
  client.ws.send(`{"event":"pusher:subscribe","data":${deep}}`);
  await client.settle();
});

test("a message of exactly 16 KB is taken", async () => {
  const client = new BareClient(await startServer());
  await client.connected();
  client.ws.send("x".repeat(16_384));
  expect(await client.next()).toMatchObject({ event: "pusher:error", data: { code: null } });
  await client.settle();
});

test("no socket is compressed, even when the client offers it", async () => {
  const client = new BareClient(await startServer(), undefined, { perMessageDeflate: true });
  await client.connected();
  expect(client.ws.extensions).toBe("");
});

test("a socket can subscribe to 100 channels and no more, and one left makes room", async () => {
  const client = new BareClient(await startServer());
  await client.connected();
  for (let i = 0; i < 500; i++) client.send("pusher:subscribe", { channel: `c${i}` });
  await client.settle();
  const count = (event: string) => client.received.filter((message) => message.event === event).length;
  expect(count("pusher_internal:subscription_succeeded")).toBe(100);
  expect(count("pusher:subscription_error")).toBe(400);
  client.send("pusher:unsubscribe", { channel: "c0" });
  client.send("pusher:subscribe", { channel: "c101" });
  expect(await client.next()).toMatchObject({ event: "pusher_internal:subscription_succeeded", channel: "c101" });
});

test("subscribing twice is answered with an error and delivers once", async () => {
  const server = await startServer();
  const client = new BareClient(server);
  await client.connected();
  for (let i = 0; i < 2; i++) client.send("pusher:subscribe", { channel: "news" });
  expect((await client.next()).event).toBe("pusher_internal:subscription_succeeded");
  expect(await client.next()).toMatchObject({ data: { code: null, message: "Existing subscription to channel news" } });
  server.realtime.publish("news", "once", {});
  await client.settle();
  expect(client.received.filter(({ event }) => event === "once")).toHaveLength(1);
});

test("one address may open 50 sockets where nothing else is said", async () => {
  const server = await startServer();
  const clients = Array.from({ length: 50 }, () => new BareClient(server));
  await Promise.all(clients.map((client) => client.connected()));
  expect(await refusedStatus(new BareClient(server))).toBe(429);
});

test("one address gets its share of sockets and no more; others connect, and a closed one makes room", async () => {
  const server = await startServer({
    limits: { socketsPerAddress: 3 },
    addressOf: (request) => String(request.headers["x-test-address"]),
  });
  const from = (address: string) => new BareClient(server, undefined, { headers: { "x-test-address": address } });
  const first = from("192.0.2.1");
  await Promise.all([first, from("192.0.2.1"), from("192.0.2.1")].map((client) => client.connected()));
  expect(await refusedStatus(from("192.0.2.1"))).toBe(429);
  expect(await refusedStatus(from("::ffff:192.0.2.1"))).toBe(429);
  await from("192.0.2.2").connected();
  first.ws.terminate();
  await until(() => server.realtime.stats().connections === 3);
  await from("192.0.2.1").connected();
});

test("a handshake that is refused or broken gives its address's place back", async () => {
  const server = await startServer({ limits: { socketsPerAddress: 1 } });
  for (let i = 0; i < 3; i++) {
    await fetch(`http://127.0.0.1:${server.port}/app/app-key`, { headers: { Upgrade: "websocket" } }).catch(() => {});
    expect(await new BareClient(server, "/app/wrong?protocol=7").closed).toBe(4001);
    await until(() => server.realtime.stats().addresses === 0);
  }
  await new BareClient(server).connected();
});

test("a full server refuses with 503", async () => {
  const server = await startServer({ limits: { sockets: 1 } });
  await new BareClient(server).connected();
  expect(await refusedStatus(new BareClient(server))).toBe(503);
});

test.each(["https://evil.example", "https://good.example.evil.com", "https://good.example:444", "null", undefined])(
  "a page of origin %s is refused at the handshake",
  async (origin) => {
    const server = await startServer({ isOriginAllowed: (candidate) => candidate === "https://good.example" });
    expect(await refusedStatus(new BareClient(server, undefined, { origin }))).toBe(403);
    await new BareClient(server, undefined, { origin: "https://good.example" }).connected();
  },
);

test("a request line that names another host is read as its path or not at all", async () => {
  const server = await startServer();
  expect(await new BareClient(server, "//evil.example/app/app-key?protocol=7").closed).toBe(1006);
  expect(await new BareClient(server, "/app/%ff?protocol=7").closed).toBe(4001);
});
