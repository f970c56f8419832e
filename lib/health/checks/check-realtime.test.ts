import { expect, test } from "vitest";
import { APP, serverLibrary, startServer, type TestServer } from "@/lib/realtime/embedded/testing";
import { checkRealtime, type RealtimeProbe } from "./check-realtime";

const probeOf = (server: TestServer, more: Partial<RealtimeProbe> = {}): RealtimeProbe => ({
  mode: "embedded",
  url: `ws://127.0.0.1:${server.port}/app/${APP.key}?protocol=7&client=foyer-health&version=1`,
  authorize: (socketId, channel) => serverLibrary(server).authorizeChannel(socketId, channel).auth,
  publish: async (channel, event, data) => server.realtime.publish(channel, event, data),
  sockets: server.realtime.stats().connections,
  ...more,
});

test("an event that comes back to a socket proves realtime, and the socket is gone afterwards", async () => {
  const server = await startServer();
  const check = await checkRealtime(probeOf(server));
  expect(check).toMatchObject({ state: "ok", reason: "ok" });
  expect(check.facts).toContainEqual({ label: "roundTrip", value: expect.any(Number), unit: "ms" });
  await expect.poll(() => server.realtime.stats().connections).toBe(0);
});

test("by the HTTP API, as by a service elsewhere, it comes back as well", async () => {
  const server = await startServer();
  const publish = async (channel: string, event: string, data: string) =>
    void (await serverLibrary(server).trigger(channel, event, data));
  expect(await checkRealtime(probeOf(server, { mode: "hosted", publish }))).toMatchObject({ state: "ok" });
});

test.each<[string, string, Partial<RealtimeProbe>]>([
  ["no server runs here", "notRunning", { url: null }],
  ["nobody listens", "unreachable", { url: "ws://127.0.0.1:1/app/x" }],
  ["the signature is wrong", "refused", { authorize: () => `${APP.key}:${"0".repeat(64)}` }],
  ["publishing fails", "unpublished", { publish: () => Promise.reject(new Error("secret")) }],
  ["nothing comes back", "silent", { publish: async () => undefined }],
])("where %s, it says so", async (_, reason, more) => {
  const check = await checkRealtime(probeOf(await startServer(), more));
  expect(check).toMatchObject({ state: "fail", reason });
  expect(JSON.stringify(check)).not.toMatch(/secret|127\.0\.0\.1/);
});

test("a key that the server does not know is refused", async () => {
  const server = await startServer();
  const url = `ws://127.0.0.1:${server.port}/app/unknown?protocol=7`;
  expect(await checkRealtime(probeOf(server, { url }))).toMatchObject({ state: "fail", reason: "refused" });
});
