import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { callJson, isRetryable, serverNow } from "./client";

afterEach(() => void vi.unstubAllGlobals());

const answer = (body: string, init: ResponseInit) => vi.stubGlobal("fetch", async () => new Response(body, init));
const call = () => callJson("POST", "/api/x", { schema: z.object({ a: z.number() }), body: {} });

describe("callJson", () => {
  test("gives the parsed answer", async () => {
    answer('{"a":1,"b":2}', { status: 201 });
    expect(await call()).toEqual({ ok: true, data: { a: 1 }, status: 201 });
  });

  test("gives a refusal with its code, fields, data and the time to wait", async () => {
    const error = { code: "conflict", message: "x", fields: { a: "required" }, data: { owner: "Anna" } };
    answer(JSON.stringify({ error }), { status: 409, headers: { "retry-after": "3" } });
    const { message: _, ...told } = error;
    expect(await call()).toEqual({ ok: false, status: 409, ...told, retryAfterMs: 3000 });
  });

  test("no network, and a success that is not ours, are no answer", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await call()).toEqual({ ok: false, code: "unavailable", status: 0 });
    answer("<html>Sign in to the hotel</html>", { status: 200 });
    expect(await call()).toMatchObject({ ok: false, status: 0 });
  });

  test("an error page of a proxy is told by its status", async () => {
    answer("<html>", { status: 502 });
    expect(await call()).toMatchObject({ code: "unavailable", status: 502 });
    answer("<html>", { status: 500 });
    expect(await call()).toMatchObject({ code: "unexpected", status: 500 });
  });

  test("the server's clock is followed when this one is off by more than a moment", async () => {
    const dayAhead = new Date(Date.now() + 86_400_000);
    answer('{"a":1}', { status: 200, headers: { date: dayAhead.toUTCString() } });
    await call();
    expect(Math.abs(serverNow() - dayAhead.getTime())).toBeLessThan(2000);
    answer('{"a":1}', { status: 200, headers: { date: new Date().toUTCString() } });
    await call();
    expect(Math.abs(serverNow() - Date.now())).toBeLessThan(2000);
  });
});

test.each([
  [0, true],
  [408, true],
  [429, true],
  [500, true],
  [503, true],
  [400, false],
  [401, false],
  [404, false],
  [409, false],
  [422, false],
])("status %i is worth another try: %s", (status, expected) => {
  expect(isRetryable({ ok: false, code: "unexpected", status })).toBe(expected);
});
