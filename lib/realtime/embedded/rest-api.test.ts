import { createHash, createHmac } from "node:crypto";
import type { PresenceChannel } from "pusher-js";
import { expect, test } from "vitest";
import { APP, BareClient, clientLibrary, serverLibrary, startServer, subscribed, type TestServer } from "./testing";

const EVENT = JSON.stringify({ name: "x", data: "{}", channels: ["news"] });

/** `clockSeconds`: how far the caller's clock is ahead of ours. */
type Forgery = {
  clockSeconds?: number;
  secret?: string;
  body?: string;
  method?: string;
  parameters?: Record<string, string | undefined>;
};

/** Sends a signed call, with whatever the test falsifies before or after signing. */
async function call({ port }: TestServer, path: string, forgery: Forgery = {}, after: Record<string, string> = {}) {
  const { method = "POST", secret = APP.secret, clockSeconds = 0 } = forgery;
  const body = method === "POST" ? (forgery.body ?? EVENT) : undefined;
  const parameters = new URLSearchParams();
  const proper = {
    auth_key: APP.key,
    auth_timestamp: String(Math.floor(Date.now() / 1000) + clockSeconds),
    auth_version: "1.0",
    body_md5: body && createHash("md5").update(body).digest("hex"),
    ...forgery.parameters,
  };
  for (const [key, value] of Object.entries(proper)) if (value !== undefined) parameters.set(key, value);
  parameters.sort();
  const text = [method, path, [...parameters].map(([key, value]) => `${key}=${value}`).join("&")].join("\n");
  parameters.set("auth_signature", createHmac("sha256", secret).update(text).digest("hex"));
  for (const [key, value] of Object.entries(after)) parameters.set(key, value);
  const response = await fetch(`http://127.0.0.1:${port}${path}?${parameters}`, { method, body });
  return { status: response.status, text: await response.text() };
}

test("a properly signed call is answered", async () => {
  expect(await call(await startServer(), "/apps/1/events")).toEqual({ status: 200, text: "{}" });
});

test.each([
  ["a wrong secret", { secret: "guess" }, {}],
  ["a signature of something else", {}, { auth_signature: "0".repeat(64) }],
  ["no signature", {}, { auth_signature: "" }],
  ["a parameter added after signing", {}, { info: "subscription_count" }],
  ["a timestamp 601 s ago", { clockSeconds: -601 }, {}],
  ["a timestamp in 610 s", { clockSeconds: 610 }, {}],
  ["no timestamp", { parameters: { auth_timestamp: undefined } }, {}],
  ["a timestamp that is no number", { parameters: { auth_timestamp: "NaN" } }, {}],
  ["another app's key", { parameters: { auth_key: "other-key" } }, {}],
  ["a wrong body_md5", { parameters: { body_md5: "0".repeat(32) } }, {}],
  ["no body_md5", { parameters: { body_md5: undefined } }, {}],
  ["another version of the signature", { parameters: { auth_version: "2.0" } }, {}],
])("a call with %s is refused with 401 and publishes nothing", async (_, forgery, after) => {
  const server = await startServer();
  const client = new BareClient(server);
  await client.connected();
  client.send("pusher:subscribe", { channel: "news" });
  await client.next("pusher_internal:subscription_succeeded");
  expect((await call(server, "/apps/1/events", forgery, after)).status).toBe(401);
  server.realtime.publish("news", "fence", {});
  expect((await client.next()).event).toBe("fence");
});

test("a timestamp within 600 s is accepted on both sides", async () => {
  const server = await startServer();
  expect((await call(server, "/apps/1/events", { clockSeconds: -595 })).status).toBe(200);
  expect((await call(server, "/apps/1/events", { clockSeconds: 600 })).status).toBe(200);
});

test.each([
  ["an unknown app", 404, "/apps/9/events", {}],
  ["an unknown path", 404, "/apps/1/nothing", {}],
  ["a path with another method", 405, "/apps/1/events", { method: "GET" }],
  ["a path that cannot be decoded", 400, "/apps/1/channels/%ff/users", { method: "GET" }],
  ["a body that is no JSON", 400, "/apps/1/events", { body: "{" }],
  ["a body that is no object", 400, "/apps/1/events", { body: "[]" }],
  ["an event without name", 400, "/apps/1/events", { body: '{"data":"{}","channels":["news"]}' }],
  ["an event without data", 400, "/apps/1/events", { body: '{"name":"x","channels":["news"]}' }],
  ["an event without channel", 400, "/apps/1/events", { body: '{"name":"x","data":"{}"}' }],
  ["an event for a bad channel", 400, "/apps/1/events", { body: '{"name":"x","data":"{}","channel":"a b"}' }],
  ["a bad socket id", 400, "/apps/1/events", { body: '{"name":"x","data":"","channel":"a","socket_id":"1"}' }],
  [
    "data over 10 KB",
    413,
    "/apps/1/events",
    { body: JSON.stringify({ name: "x", data: "x".repeat(10_241), channel: "a" }) },
  ],
  ["a body over the limit", 413, "/apps/1/events", { body: "x".repeat(300_000) }],
  ["a batch that is none", 400, "/apps/1/batch_events", { body: '{"batch":{}}' }],
  ["a batch of nothings", 400, "/apps/1/batch_events", { body: '{"batch":[null]}' }],
  ["a batch of eleven", 400, "/apps/1/batch_events", { body: JSON.stringify({ batch: new Array(11).fill({}) }) }],
  ["users of a channel without presence", 400, "/apps/1/channels/news/users", { method: "GET" }],
])("%s is answered with %i", async (_, status, path, forgery: Forgery) => {
  const server = await startServer();
  expect((await call(server, path, forgery)).status).toBe(status);
  expect((await call(server, "/apps/1/events")).status).toBe(200);
});

test("channels, their attributes and their users can be asked for", async () => {
  const server = await startServer();
  const [alice, bob] = [clientLibrary(server, "alice"), clientLibrary(server, "bob")];
  const room = (await subscribed(alice, "presence-room")) as PresenceChannel;
  await Promise.all([subscribed(bob, "presence-room"), subscribed(bob, "news")]);
  expect(room.members.me).toBeTruthy();
  const library = serverLibrary(server);
  const get = async (path: string, params: Record<string, string> = {}) => (await library.get({ path, params })).json();

  expect(await get("/channels")).toEqual({ channels: { "presence-room": {}, news: {} } });
  expect(await get("/channels", { filter_by_prefix: "presence-", info: "user_count" })).toEqual({
    channels: { "presence-room": { user_count: 2 } },
  });
  expect(await get("/channels/news", { info: "subscription_count" })).toEqual({
    occupied: true,
    subscription_count: 1,
  });
  expect(await get("/channels/nobody")).toEqual({ occupied: false });
  const { users } = (await get("/channels/presence-room/users")) as { users: { id: string }[] };
  expect(users.map(({ id }) => id).sort()).toEqual(["alice", "bob"]);
});

test("the last event of a cache channel can be asked for, and there is none of other channels", async () => {
  const server = await startServer();
  const library = serverLibrary(server);
  const cacheOf = async (channel: string) =>
    (await library.get({ path: `/channels/${channel}`, params: { info: "cache" } })).json();
  expect(await cacheOf("cache-status")).toEqual({ occupied: false });
  for (const channel of ["cache-status", "news"]) await library.trigger(channel, "changed", { open: true });
  expect(await cacheOf("cache-status")).toEqual({ occupied: false, cache: { data: '{"open":true}', ttl: 1800 } });
  expect(await cacheOf("news")).toEqual({ occupied: false });
});

test("an event may stand in the query instead of the body", async () => {
  const server = await startServer();
  const client = new BareClient(server);
  await client.connected();
  for (const channel of ["news", "other"]) client.send("pusher:subscribe", { channel });
  await client.settle();
  const event = { name: "changed", data: '{"a":1}' };
  const send = (parameters: Record<string, string>) =>
    call(server, "/apps/1/events", { body: "", parameters: { ...event, ...parameters, body_md5: undefined } });
  expect((await send({ channel: "news" })).status).toBe(200);
  expect(await client.next()).toMatchObject({ event: "changed", channel: "news", data: { a: 1 } });
  expect((await send({ "channels[]": "other" })).status).toBe(200);
  expect(await client.next()).toMatchObject({ event: "changed", channel: "other" });
  expect((await send({})).status).toBe(400);
});

test("a batch of ten is published whole, and tells the attributes that were asked for, event by event", async () => {
  const server = await startServer();
  await subscribed(clientLibrary(server, "alice"), "presence-room");
  const event = { channel: "news", name: "x", data: "{}" };
  const batch = [{ ...event, channel: "presence-room", info: "user_count" }, ...new Array(8).fill(event), event];
  const response = await serverLibrary(server).triggerBatch(batch);
  expect(await response.json()).toEqual({ batch: [{ user_count: 1 }, ...new Array(9).fill({})] });
});

test("users of channels can only be counted on presence channels", async () => {
  const server = await startServer();
  const info = { method: "GET", parameters: { info: "user_count" } };
  expect((await call(server, "/apps/1/channels", info)).status).toBe(400);
  expect((await call(server, "/apps/1/channels/news", info)).status).toBe(400);
  expect(await call(server, "/apps/1/channels/presence-room", info)).toMatchObject({
    status: 200,
    text: '{"occupied":false,"user_count":0}',
  });
});

test("the answer to an event tells the attributes that were asked for", async () => {
  const server = await startServer();
  await subscribed(clientLibrary(server, "alice"), "presence-room");
  const response = await serverLibrary(server).trigger("presence-room", "x", {}, { info: "user_count" });
  expect(await response.json()).toEqual({ channels: { "presence-room": { user_count: 1 } } });
});

test("publishing in process refuses what the HTTP API would refuse", async () => {
  const { realtime } = await startServer();
  expect(() => realtime.publish("a b", "x", {})).toThrow("Invalid channel name");
  expect(() => realtime.publish("news", "", {})).toThrow("name");
  expect(() => realtime.publish("news", "x", "x".repeat(10_241))).toThrow("10240 bytes");
  expect(() => realtime.publish("news", "x", "x".repeat(10_240))).not.toThrow();
});
