import type { PresenceChannel } from "pusher-js";
import { expect, test } from "vitest";
import { BareClient, clientLibrary, nextEvent, serverLibrary, startServer, subscribed, until } from "./testing";

// The guarantees that the real libraries, pusher-js 8 and pusher 5, rely on.

test("a client connects and gets a socket id", async () => {
  const client = clientLibrary(await startServer(), "alice");
  await nextEvent(client.connection, "connected");
  expect(client.connection.socket_id).toMatch(/^\d+\.\d+$/);
});

test("a client is told after how much silence it should ping, and may choose less", async () => {
  const client = new BareClient(await startServer());
  expect((await client.next("pusher:connection_established")).data).toMatchObject({ activity_timeout: 120 });
});

test("an event published over HTTP reaches the subscribers of a public channel, in any script", async () => {
  const server = await startServer();
  const channel = await subscribed(clientLibrary(server, "alice"), "news");
  const event = nextEvent(channel, "greeting");
  const response = await serverLibrary(server).trigger("news", "greeting", { text: "Grüße, 你好 €" });
  expect(response.status).toBe(200);
  expect((await event).data).toEqual({ text: "Grüße, 你好 €" });
});

test("an event for several private channels spares the socket that caused it", async () => {
  const server = await startServer();
  const [alice, bob] = [clientLibrary(server, "alice"), clientLibrary(server, "bob")];
  const [ofAlice, ofBob] = await Promise.all([subscribed(alice, "private-a"), subscribed(bob, "private-a")]);
  const seenByAlice: string[] = [];
  ofAlice.bind_global((name: string) => seenByAlice.push(name));
  const event = nextEvent(ofBob, "changed");
  const fence = nextEvent(ofAlice, "fence");
  const library = serverLibrary(server);
  await library.trigger(["private-a", "other"], "changed", { a: 1 }, { socket_id: alice.connection.socket_id });
  await library.trigger("private-a", "fence", {});
  expect((await event).data).toEqual({ a: 1 });
  await fence;
  expect(seenByAlice).toEqual(["fence"]);
});

test("a client event reaches the others on the channel but not its sender", async () => {
  const server = await startServer();
  const [ofAlice, ofBob] = await Promise.all([
    subscribed(clientLibrary(server, "alice"), "private-a"),
    subscribed(clientLibrary(server, "bob"), "private-a"),
  ]);
  const seenByAlice: string[] = [];
  ofAlice.bind_global((name: string) => seenByAlice.push(name));
  const event = nextEvent(ofBob, "client-typing");
  const fence = nextEvent(ofAlice, "fence");
  ofAlice.trigger("client-typing", { on: true });
  expect((await event).data).toEqual({ on: true });
  server.realtime.publish("private-a", "fence", {});
  await fence;
  expect(seenByAlice).toEqual(["fence"]);
});

test("a presence channel knows its members and counts a user with two sockets once", async () => {
  const server = await startServer();
  const bob = clientLibrary(server, "bob");
  const room = (await subscribed(clientLibrary(server, "alice"), "presence-room")) as PresenceChannel;
  expect(room.members.count).toBe(1);
  expect(room.members.me).toEqual({ id: "alice", info: { name: "alice" } });

  const seen: string[] = [];
  room.bind("pusher:member_added", (member: { id: string }) => seen.push(`+${member.id}`));
  room.bind("pusher:member_removed", (member: { id: string }) => seen.push(`-${member.id}`));
  const roomOfBob = (await subscribed(bob, "presence-room")) as PresenceChannel;
  expect(roomOfBob.members.count).toBe(2);
  const secondOfBob = clientLibrary(server, "bob");
  await subscribed(secondOfBob, "presence-room");
  secondOfBob.disconnect();
  await until(() => server.realtime.stats().connections === 2);
  expect(room.members.count).toBe(2);
  const removed = nextEvent(room, "pusher:member_removed");
  bob.unsubscribe("presence-room");
  await removed;
  expect(seen).toEqual(["+bob", "-bob"]);
});

test("a client event on a presence channel names its sender", async () => {
  const server = await startServer();
  const [ofAlice, ofBob] = await Promise.all([
    subscribed(clientLibrary(server, "alice"), "presence-room"),
    subscribed(clientLibrary(server, "bob"), "presence-room"),
  ]);
  const event = nextEvent(ofBob, "client-typing");
  ofAlice.trigger("client-typing", {});
  expect((await event).meta).toEqual({ user_id: "alice" });
});

test("an unknown app key is refused with 4001 for good", async () => {
  const client = clientLibrary(await startServer(), "alice", "no-such-key");
  const disconnected = nextEvent(client.connection, "disconnected");
  const { data } = await nextEvent(client.connection, "error");
  expect(data).toMatchObject({ error: { data: { code: 4001 } } });
  await disconnected;
});

test("an event for a signed-in user reaches that user alone", async () => {
  const server = await startServer();
  const [alice, bob] = [clientLibrary(server, "alice"), clientLibrary(server, "bob")];
  const seenByBob: string[] = [];
  bob.user.bind_global((name: string) => seenByBob.push(name));
  for (const client of [alice, bob]) {
    client.signin();
    await until(() => client.user.serverToUserChannel?.subscribed === true);
  }
  const [event, fence] = [nextEvent(alice.user, "reminder"), nextEvent(bob.user, "fence")];
  const library = serverLibrary(server);
  await library.sendToUser("alice", "reminder", { at: 9 });
  await library.sendToUser("bob", "fence", {});
  expect((await event).data).toEqual({ at: 9 });
  await fence;
  expect(seenByBob).toEqual(["fence"]);
});

test("a user's connections are terminated over HTTP and do not come back", async () => {
  const server = await startServer();
  const [alice, bob] = [clientLibrary(server, "alice"), clientLibrary(server, "bob")];
  await subscribed(bob, "presence-room");
  alice.signin();
  await until(() => alice.user.serverToUserChannel?.subscribed === true);
  const disconnected = nextEvent(alice.connection, "disconnected");
  await serverLibrary(server).terminateUserConnections("alice");
  await disconnected;
  expect(bob.connection.state).toBe("connected");
});

test("a batch publishes each of its events", async () => {
  const server = await startServer();
  const client = clientLibrary(server, "alice");
  const [news, own] = [await subscribed(client, "news"), await subscribed(client, "private-a")];
  const events = [nextEvent(news, "first"), nextEvent(own, "second")];
  await serverLibrary(server).triggerBatch([
    { channel: "news", name: "first", data: { i: 1 } },
    { channel: "private-a", name: "second", data: { i: 2 } },
  ]);
  expect((await Promise.all(events)).map(({ data }) => data)).toEqual([{ i: 1 }, { i: 2 }]);
});

test("more client events than allowed per second are answered with error 4301 and not delivered", async () => {
  const server = await startServer();
  const client = clientLibrary(server, "alice");
  const [sender, receiver] = [
    await subscribed(client, "private-a"),
    await subscribed(clientLibrary(server, "bob"), "private-a"),
  ];
  let [delivered, refused] = [0, 0];
  receiver.bind("client-typing", () => delivered++);
  client.connection.bind("error", (error: { data: { code: number } }) => {
    if (error.data.code === 4301) refused++;
  });
  const startedAt = performance.now();
  for (let i = 0; i < 40; i++) sender.trigger("client-typing", { i });
  await until(() => delivered + refused === 40);
  expect(delivered).toBeGreaterThanOrEqual(10);
  expect(delivered).toBeLessThanOrEqual(10 + (performance.now() - startedAt) / 100);
});

test("a pace below one client event per second lets one through at once, and the next after its time", async () => {
  const server = await startServer({ limits: { clientEventsPerSecond: 0.5 } });
  const client = clientLibrary(server, "alice");
  const [sender, receiver] = [
    await subscribed(client, "private-a"),
    await subscribed(clientLibrary(server, "bob"), "private-a"),
  ];
  let [delivered, refused] = [0, 0];
  receiver.bind("client-typing", () => delivered++);
  client.connection.bind("error", () => refused++);
  const startedAt = performance.now();
  for (let i = 0; i < 5; i++) sender.trigger("client-typing", { i });
  await until(() => delivered + refused === 5);
  expect(delivered).toBeGreaterThanOrEqual(1);
  expect(delivered).toBeLessThanOrEqual(1 + (performance.now() - startedAt) / 2000);
});

test.each([
  ["without a version", "/app/app-key", 4008],
  ["with a version that is no number", "/app/app-key?protocol=x", 4006],
  ["with a version that is too old", "/app/app-key?protocol=3", 4007],
  ["with a version of the future", "/app/app-key?protocol=8", 4007],
])("a socket %s is refused with the protocol's own code", async (_, path, code) => {
  expect(await new BareClient(await startServer(), path).closed).toBe(code);
});

test("upgrades and requests for other paths are left to others", async () => {
  const server = await startServer();
  expect(await new BareClient(server, "/other").closed).toBe(1006);
  expect(await new BareClient(server, "/app").closed).toBe(1006);
  expect((await fetch(`http://127.0.0.1:${server.port}/apps`)).status).toBe(418);
});

test("a client that was cut reconnects with a new socket id and is subscribed again", async () => {
  const server = await startServer();
  const client = clientLibrary(server, "alice");
  const channel = await subscribed(client, "private-a");
  const oldId = client.connection.socket_id;
  const again = nextEvent(channel, "pusher:subscription_succeeded");
  expect(server.realtime.disconnectWhere((name) => name === "private-a")).toBe(1);
  await again;
  expect(client.connection.socket_id).not.toBe(oldId);
});

test("a cache channel hands its last event to a newcomer, or says that there is none", async () => {
  const server = await startServer();
  const missed = nextEvent(clientLibrary(server, "alice").subscribe("cache-status"), "pusher:cache_miss");
  await missed;
  await serverLibrary(server).trigger("cache-status", "changed", { open: true });
  const { data } = await nextEvent(clientLibrary(server, "bob").subscribe("cache-status"), "changed");
  expect(data).toEqual({ open: true });
});

test("apps on one server do not hear each other", async () => {
  const other = { appId: "2", key: "other-key", secret: "other-secret" };
  const server = await startServer({ apps: [{ appId: "1", key: "app-key", secret: "app-secret" }, other] });
  const [own, foreign] = [new BareClient(server), new BareClient(server, "/app/other-key?protocol=7")];
  await Promise.all([own.connected(), foreign.connected()]);
  for (const client of [own, foreign]) {
    client.send("pusher:subscribe", { channel: "news" });
    await client.next("pusher_internal:subscription_succeeded");
  }
  await serverLibrary(server, other).trigger("news", "theirs", {});
  server.realtime.publish("news", "ours", {});
  expect((await own.next()).event).toBe("ours");
  expect((await foreign.next()).event).toBe("theirs");
});
