import { expect, test } from "vitest";
import { signChannel, signUser } from "./signature";
import { APP, BareClient, startServer, type TestServer } from "./testing";

async function connect(server: TestServer) {
  const client = new BareClient(server);
  return { client, socketId: await client.connected() };
}

/** Answers the refusal, after making sure that an event on the channel does not reach the socket. */
async function refusalOf(server: TestServer, client: BareClient, data: { channel: string; [key: string]: unknown }) {
  client.send("pusher:subscribe", data);
  const refusal = await client.next();
  server.realtime.publish(data.channel, "secret", {});
  await client.settle();
  expect(client.received.map(({ event }) => event)).not.toContain("secret");
  return refusal;
}

const unauthorized = { event: "pusher:subscription_error", data: { type: "AuthError", status: 401 } };

test.each(["private-a", "presence-a", "private-encrypted-a", "private-cache-a"])(
  "%s without a signature is refused with 401 and stays silent",
  async (channel) => {
    const server = await startServer();
    const { client } = await connect(server);
    expect(await refusalOf(server, client, { channel })).toMatchObject({ ...unauthorized, channel });
  },
);

test("a signature for another channel is refused", async () => {
  const server = await startServer();
  const { client, socketId } = await connect(server);
  const auth = signChannel(APP, socketId, "private-b");
  expect(await refusalOf(server, client, { channel: "private-a", auth })).toMatchObject(unauthorized);
});

test("a signature that another socket got cannot be replayed", async () => {
  const server = await startServer();
  const first = await connect(server);
  const auth = signChannel(APP, first.socketId, "private-a");
  first.client.send("pusher:subscribe", { channel: "private-a", auth });
  await first.client.next("pusher_internal:subscription_succeeded");
  const { client } = await connect(server);
  expect(await refusalOf(server, client, { channel: "private-a", auth })).toMatchObject(unauthorized);
});

test("altered channel data is refused, so nobody becomes another member", async () => {
  const server = await startServer();
  const { client, socketId } = await connect(server);
  const { auth } = server.realtime.authorize(socketId, "presence-a", { user_id: "mallory" });
  const data = { channel: "presence-a", auth, channel_data: '{"user_id":"alice"}' };
  expect(await refusalOf(server, client, data)).toMatchObject(unauthorized);
  const { channel_data: _, ...withoutData } = data;
  expect(await refusalOf(server, client, withoutData)).toMatchObject(unauthorized);
});

test.each(["no JSON", "null", "[]", "{}", '{"user_id":""}', '{"user_id":{"$gt":""}}'])(
  "signed channel data %s does not make a member",
  async (channelData) => {
    const server = await startServer();
    const { client, socketId } = await connect(server);
    const auth = signChannel(APP, socketId, "presence-a", channelData);
    const data = { channel: "presence-a", auth, channel_data: channelData };
    expect(await refusalOf(server, client, data)).toMatchObject(unauthorized);
  },
);

test("a member called __proto__ is a member like any other", async () => {
  const server = await startServer();
  const { client, socketId } = await connect(server);
  const member = { user_id: "__proto__", user_info: { name: "x" } };
  client.send("pusher:subscribe", {
    channel: "presence-a",
    ...server.realtime.authorize(socketId, "presence-a", member),
  });
  const { data } = await client.next("pusher_internal:subscription_succeeded");
  expect(JSON.stringify(data)).toBe('{"presence":{"count":1,"ids":["__proto__"],"hash":{"__proto__":{"name":"x"}}}}');
});

test.each([
  ["another user's", (id: string) => ({ auth: signUser(APP, id, '{"id":"alice"}'), user_data: '{"id":"bob"}' })],
  ["another socket's", () => ({ auth: signUser(APP, "1.1", '{"id":"bob"}'), user_data: '{"id":"bob"}' })],
  ["no", () => ({ user_data: '{"id":"bob"}' })],
  ["an empty user's", (id: string) => ({ auth: signUser(APP, id, '{"id":""}'), user_data: '{"id":""}' })],
])("signing in with %s signature closes the socket with 4009", async (_, dataFor) => {
  const server = await startServer();
  const { client, socketId } = await connect(server);
  client.send("pusher:signin", dataFor(socketId));
  expect(await client.closed).toBe(4009);
});

test("the channel of a user is closed to everybody else", async () => {
  const server = await startServer();
  const { client, socketId } = await connect(server);
  const channel = "#server-to-user-alice";
  expect(await refusalOf(server, client, { channel, auth: "" })).toMatchObject(unauthorized);
  client.send("pusher:signin", server.realtime.authenticate(socketId, { id: "bob" }));
  await client.next("pusher:signin_success");
  expect(await refusalOf(server, client, { channel, auth: "" })).toMatchObject(unauthorized);
});

test.each(["", "a b", "a\nb", "private-a,private-b\n", "private-ü", "#private-a", "x".repeat(201), 1, null, ["a"]])(
  "%j is no channel name",
  async (channel) => {
    const server = await startServer();
    const { client } = await connect(server);
    client.send("pusher:subscribe", { channel });
    expect(await client.next()).toMatchObject({ event: "pusher:subscription_error", data: { status: 400 } });
  },
);

test("a client event that is not on the allow-list is refused, even on the sender's own channel", async () => {
  const server = await startServer({ isClientEventAllowed: (event) => event === "client-typing" });
  const [sender, receiver] = [await connect(server), await connect(server)];
  for (const { client, socketId } of [sender, receiver]) {
    client.send("pusher:subscribe", { channel: "private-a", auth: signChannel(APP, socketId, "private-a") });
    await client.next("pusher_internal:subscription_succeeded");
  }
  for (const event of ["client-message", "client-closed", "client-typing"]) sender.client.send(event, {}, "private-a");
  const refusal = { event: "pusher:error", data: { code: null } };
  expect([await sender.client.next(), await sender.client.next()]).toMatchObject([refusal, refusal]);
  expect((await receiver.client.next()).event).toBe("client-typing");
});

test.each([
  ["a public channel", "news"],
  ["a private channel without subscription", "private-other"],
  ["an encrypted channel", "private-encrypted-a"],
  ["no channel", undefined],
])("a client event on %s is refused", async (_, channel) => {
  const server = await startServer();
  const { client, socketId } = await connect(server);
  for (const name of ["news", "private-encrypted-a"]) {
    client.send("pusher:subscribe", { channel: name, auth: signChannel(APP, socketId, name) });
    await client.next("pusher_internal:subscription_succeeded");
  }
  client.send("client-typing", {}, channel);
  expect(await client.next()).toMatchObject({ event: "pusher:error", data: { code: null } });
});

test("no client can pass an event off as the server's or the protocol's", async () => {
  const server = await startServer();
  const [sender, receiver] = [await connect(server), await connect(server)];
  for (const { client, socketId } of [sender, receiver]) {
    client.send("pusher:subscribe", { channel: "private-a", auth: signChannel(APP, socketId, "private-a") });
    await client.next("pusher_internal:subscription_succeeded");
  }
  for (const event of ["message.created", "pusher:error", "pusher_internal:member_removed"]) {
    sender.client.send(event, {}, "private-a");
  }
  await sender.client.settle();
  server.realtime.publish("private-a", "fence", {});
  expect((await receiver.client.next()).event).toBe("fence");
});

test("cutting a user closes every socket that is that user, and no other", async () => {
  const server = await startServer();
  const [signedIn, present, other] = [await connect(server), await connect(server), await connect(server)];
  signedIn.client.send("pusher:signin", server.realtime.authenticate(signedIn.socketId, { id: "alice" }));
  await signedIn.client.next("pusher:signin_success");
  for (const [{ client, socketId }, userId] of [[present, "alice"] as const, [other, "bob"] as const]) {
    const auth = server.realtime.authorize(socketId, "presence-a", { user_id: userId });
    client.send("pusher:subscribe", { channel: "presence-a", ...auth });
    await client.next("pusher_internal:subscription_succeeded");
  }
  expect(server.realtime.disconnectUser("alice")).toBe(2);
  expect(await Promise.all([signedIn.client.closed, present.client.closed])).toEqual([4009, 4009]);
  expect((await other.client.next("pusher_internal:member_removed")).data).toEqual({ user_id: "alice" });
});
