import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { BareClient, refusedStatus, startServer, type TestServer, until } from "./testing";

async function connectAll(server: TestServer, count: number): Promise<BareClient[]> {
  const clients = Array.from({ length: count }, () => new BareClient(server));
  await Promise.all(clients.map((client) => client.connected()));
  return clients;
}

test("a shutdown closes every socket with 1001, one after the other, and takes no new ones", async () => {
  const server = await startServer({ limits: { shutdownClosesPerSecond: 20 } });
  const clients = await connectAll(server, 4);
  const startedAt = performance.now();
  const closedAt = clients.map(async (client) => ({ code: await client.closed, after: performance.now() - startedAt }));
  const closing = server.realtime.close();
  expect(await refusedStatus(new BareClient(server))).toBe(503);
  await closing;
  const closes = await Promise.all(closedAt);
  expect(closes.map(({ code }) => code)).toEqual([1001, 1001, 1001, 1001]);
  expect(closes[3]?.after).toBeGreaterThanOrEqual(140);
  expect(server.realtime.stats().connections).toBe(0);
});

test("a shutdown takes no longer than it is given", async () => {
  const server = await startServer({ limits: { shutdownClosesPerSecond: 1 } });
  const clients = await connectAll(server, 30);
  const startedAt = performance.now();
  await server.realtime.close({ staggerMs: 100 });
  // One a second would take half a minute.
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(new Set(await Promise.all(clients.map((client) => client.closed)))).toEqual(new Set([1001]));
});

test("during a shutdown events still reach the sockets that are open", async () => {
  const server = await startServer({ limits: { shutdownClosesPerSecond: 10 } });
  const [first, last] = await connectAll(server, 2);
  last?.send("pusher:subscribe", { channel: "news" });
  await last?.next("pusher_internal:subscription_succeeded");
  const closing = server.realtime.close();
  await first?.closed;
  server.realtime.publish("news", "late", {});
  expect((await last?.next())?.event).toBe("late");
  await closing;
});

test("a slow consumer is cut while the others get every event", async () => {
  const server = await startServer();
  const [slow, quick] = await connectAll(server, 2);
  for (const client of [slow, quick]) {
    client?.send("pusher:subscribe", { channel: "news" });
    await client?.next("pusher_internal:subscription_succeeded");
  }
  slow?.ws.pause();
  let published = 0;
  const data = "x".repeat(10_000);
  while (server.realtime.stats().cut["slow consumer"] === 0 && published < 5_000) {
    server.realtime.publish("news", "filler", JSON.stringify({ data, number: published++ }));
    if (published % 10 === 0) await nextTurn();
  }
  await until(() => server.realtime.stats().connections === 1);
  await quick?.settle();
  expect(quick?.received.filter(({ event }) => event === "filler")).toHaveLength(published);
});

test("a half-open socket is found and cut, one that answers pings stays", async () => {
  const server = await startServer({ limits: { pingAfterSilenceMs: 60, pongTimeoutMs: 150 } });
  const halfOpen = new BareClient(server, undefined, { autoPong: false });
  const [silent] = await connectAll(server, 1);
  await halfOpen.connected();
  const pings: unknown[] = [];
  silent?.ws.on("ping", () => pings.push("ping"));
  expect(await halfOpen.closed).toBe(1006);
  await until(() => pings.length >= 3 && server.realtime.stats().connections === 1);
  expect(server.realtime.stats()).toMatchObject({ connections: 1, cut: { "no answer to ping": 1 } });
});

test("a lost member leaves the presence channel", async () => {
  const server = await startServer();
  const [lost, stays] = await connectAll(server, 2);
  for (const [client, userId] of [[lost, "alice"] as const, [stays, "bob"] as const]) {
    const established = client?.received[0]?.data as { socket_id: string };
    const auth = server.realtime.authorize(established.socket_id, "presence-a", { user_id: userId });
    client?.send("pusher:subscribe", { channel: "presence-a", ...auth });
    await client?.next("pusher_internal:subscription_succeeded");
  }
  lost?.ws.terminate();
  expect((await stays?.next("pusher_internal:member_removed"))?.data).toEqual({ user_id: "alice" });
  expect(server.realtime.stats()).toMatchObject({ connections: 1, channels: 1 });
  stays?.ws.close();
  await until(() => server.realtime.stats().channels === 0);
});
