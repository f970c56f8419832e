import { createServer } from "node:net";
import { afterAll, expect, test } from "vitest";
import webpush from "web-push";
import { newBrowserKeys } from "@/tests/support/push/browser-keys";
import { LOOPBACK_CERTIFICATE } from "@/tests/support/push/loopback-certificate";
import { startPushService, type TestPushService } from "@/tests/support/push/push-service";
import { PushFailure } from "./failure";
import { createPushTransport } from "./transport";

const keys = webpush.generateVAPIDKeys();
const subject = "mailto:push@foyer.example";
let service: TestPushService | undefined;
const started = async () => {
  service ??= await startPushService(keys);
  return service;
};
afterAll(() => service?.close());
const failureOf = (sending: Promise<void>) => sending.then(() => null, PushFailure.of);

test("a push service on a private address is refused before a single byte, by name and by number", async () => {
  let connections = 0;
  const listener = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((done) => listener.listen({ host: "127.0.0.1", port: 0 }, done));
  const address = listener.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const transport = createPushTransport({ keys, subject, ca: LOOPBACK_CERTIFICATE });
  const { p256dh, auth } = newBrowserKeys();
  for (const host of [
    "localhost",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "localhost.",
    "[::1]",
    "[::ffff:127.0.0.1]",
  ]) {
    const target = { endpoint: `https://${host}:${port}/push`, p256dh, auth };
    const failure = await failureOf(transport.send({ target, payload: "{}", topic: null }));
    // A name with a final dot is known to some systems' resolvers only.
    expect(failure?.message, host).toMatch(host === "localhost." ? /within a network|ENOTFOUND/ : /within a network/);
  }
  const plain = { endpoint: `http://127.0.0.1:${port}/push`, p256dh, auth };
  expect(await failureOf(transport.send({ target: plain, payload: "{}", topic: null }))).toMatchObject({
    isFinal: true,
  });
  expect(connections).toBe(0);
  await new Promise((done) => listener.close(done));
});

test("a redirection is no answer, wherever it leads", async () => {
  const { browser, answer, transport } = await started();
  const target = browser();
  answer({ status: 302, headers: { location: "https://169.254.169.254/" } });
  expect(await failureOf(transport.send({ target, payload: "{}", topic: null }))).toMatchObject({ isFinal: true });
  answer(null);
});

test("a service whose certificate nobody vouches for gets nothing", async () => {
  const { browser, taken } = await started();
  const before = taken.length;
  const transport = createPushTransport({ keys, subject, allows: () => true });
  const failure = await failureOf(transport.send({ target: browser(), payload: "{}", topic: null }));
  expect(failure?.message).toMatch(/could not be asked.*certificate/);
  expect(taken.length).toBe(before);
});

test("the stand-in is strict: another installation's key, and a text for another browser, are refused", async () => {
  const { browser, refused } = await started();
  const other = createPushTransport({
    keys: webpush.generateVAPIDKeys(),
    subject,
    allows: () => true,
    ca: LOOPBACK_CERTIFICATE,
  });
  expect(await failureOf(other.send({ target: browser(), payload: "{}", topic: null }))).toMatchObject({
    isFinal: true,
  });
  expect(refused.at(-1)).toContain("the key of the subscription");
  const { transport } = await started();
  const target = { ...browser(), p256dh: newBrowserKeys().p256dh };
  expect(await failureOf(transport.send({ target, payload: "{}", topic: null }))).toMatchObject({ isFinal: true });
});

test("keys that are none are refused without asking anybody, and for good", async () => {
  const { browser, transport } = await started();
  const target = { ...browser(), p256dh: "A".repeat(87) };
  expect(await failureOf(transport.send({ target, payload: "{}", topic: null }))).toMatchObject({ isFinal: true });
});
