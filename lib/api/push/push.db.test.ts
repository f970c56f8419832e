import { expect, test } from "vitest";
import { createOperator } from "@/tests/support/factories";
import { newBrowserKeys } from "@/tests/support/push/browser-keys";
import { call, signedIn } from "@/tests/support/requests";
import * as push from "./push";
import * as pushTest from "./push-test";

const PATH = "/api/operators/me/push";
const subscription = (name: string, change: Record<string, unknown> = {}) => {
  const { p256dh, auth } = newBrowserKeys();
  return { endpoint: `https://push.example.com/${name}`, keys: { p256dh, auth }, locale: "en", ...change };
};
const put = (headers: Record<string, string>, body: unknown) => call(push.PUT, PATH, { method: "PUT", headers, body });
const devices = async (headers: Record<string, string>) =>
  (await call(push.GET, PATH, { method: "GET", headers })).json.devices;

test("a browser is subscribed, listed, tested and unsubscribed by its operator", async () => {
  const { id } = await createOperator();
  const headers = await signedIn(id);
  const state = await call(push.GET, PATH, { method: "GET", headers });
  expect(state.json).toMatchObject({ publicKey: expect.stringMatching(/^[\w-]{87}$/), devices: [] });
  const body = subscription(id);
  expect((await put(headers, body)).status).toBe(200);
  expect((await put(headers, body)).status).toBe(200);
  expect(await devices(headers)).toMatchObject([{ endpoint: body.endpoint, deliveredAt: null, error: null }]);
  const { endpoint } = body;
  expect((await call(pushTest.POST, `${PATH}/test`, { headers, body: { endpoint } })).status).toBe(202);
  expect((await call(push.DELETE, PATH, { method: "DELETE", headers, body: { endpoint } })).status).toBe(200);
  expect(await devices(headers)).toEqual([]);
  expect((await call(pushTest.POST, `${PATH}/test`, { headers, body: { endpoint } })).status).toBe(404);
});

test.each([
  ["http", "http://push.example.com/x"],
  ["another port", "https://push.example.com:8443/x"],
  ["a number", "https://127.0.0.1/x"],
  ["an own name", "https://localhost/x"],
  ["no address", "push"],
  ["a very long one", `https://push.example.com/${"x".repeat(2000)}`],
])("%s in place of a push service is refused at the field", async (_, endpoint) => {
  const headers = await signedIn((await createOperator()).id);
  const { status, json } = await put(headers, subscription("x", { endpoint }));
  expect(status).toBe(422);
  expect(Object.keys(json.error.fields)).toEqual(["endpoint"]);
});

test("keys that are none are refused", async () => {
  const headers = await signedIn((await createOperator()).id);
  const { status } = await put(headers, subscription("x", { keys: { p256dh: "short", auth: "short" } }));
  expect(status).toBe(422);
});

test("nobody signed in, and no page of another site, gets or changes anything", async () => {
  const headers = await signedIn((await createOperator()).id);
  const body = subscription("x");
  expect((await put({ origin: "http://chat.test" }, body)).status).toBe(401);
  expect((await call(push.GET, PATH, { method: "GET" })).status).toBe(401);
  for (const origin of ["https://evil.example", "null"]) {
    expect((await put({ ...headers, origin }, body)).status).toBe(403);
    expect((await call(push.DELETE, PATH, { method: "DELETE", headers: { ...headers, origin }, body })).status).toBe(
      403,
    );
    expect((await call(pushTest.POST, `${PATH}/test`, { headers: { ...headers, origin }, body })).status).toBe(403);
  }
  expect(await devices(headers)).toEqual([]);
});

test("tests are refused after ten in a minute", async () => {
  const { id } = await createOperator();
  const headers = await signedIn(id);
  const body = subscription(`limit-${id}`);
  await put(headers, body);
  const statuses: number[] = [];
  for (let time = 0; time < 11; time++) {
    statuses.push((await call(pushTest.POST, `${PATH}/test`, { headers, body })).status);
  }
  expect(statuses).toEqual([...Array(10).fill(202), 429]);
});
