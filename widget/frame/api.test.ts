import { afterEach, describe, expect, test, vi } from "vitest";
import { call, isTemporary, onReachable, retryDelay, serverNow } from "./api";

afterEach(() => vi.unstubAllGlobals());

const answer = (response: () => Response | Promise<never>) => {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => response());
  vi.stubGlobal("fetch", fetched);
  return fetched;
};

describe("a call of the widget", () => {
  test("sends the token in a header and never in the address", async () => {
    const fetched = answer(() => Response.json({ fine: true }));
    expect(await call("chats", "secret-token", { a: 1 })).toEqual({ ok: true, data: { fine: true } });
    const [path, init] = fetched.mock.calls[0] ?? [];
    expect(path).toBe("/api/chats");
    expect(init?.headers).toMatchObject({ authorization: "Bearer secret-token" });
    expect(init?.credentials).toBe("omit");
  });

  test("tells a refusal with its code and fields", async () => {
    answer(() => Response.json({ error: { code: "invalid", fields: { name: "required" } } }, { status: 422 }));
    const result = await call("chats");
    expect(result).toMatchObject({ ok: false, status: 422, code: "invalid", fields: { name: "required" } });
    expect(!result.ok && isTemporary(result)).toBe(false);
  });

  test.each([
    ["no answer", () => Promise.reject(new TypeError("failed"))],
    ["another server's page", () => new Response("<html>sign in</html>", { status: 200 })],
    ["a gateway's error page", () => new Response("bad gateway", { status: 502 })],
  ])("takes %s as not reached, to be tried again", async (_, response) => {
    answer(response);
    const reached = vi.fn();
    onReachable(reached);
    const result = await call("chats");
    expect(!result.ok && isTemporary(result)).toBe(true);
    expect(reached).toHaveBeenLastCalledWith(false);
  });

  test("tells what a refusal says beside its code", async () => {
    answer(() => Response.json({ error: { code: "conflict", data: { state: "closed" } } }, { status: 409 }));
    expect(await call("chats")).toMatchObject({ code: "conflict", fields: {}, data: { state: "closed" } });
  });

  test("learns the server's time, for visitors whose clock is a day off", async () => {
    const tomorrow = Date.now() + 86_400_000;
    answer(() => Response.json({}, { headers: { date: new Date(tomorrow).toUTCString() } }));
    await call("chats");
    expect(Math.abs(serverNow() - tomorrow)).toBeLessThan(2000);
    answer(() => Response.json({}));
    await call("chats");
    expect(Math.abs(serverNow() - Date.now())).toBeLessThan(2000);
  });

  test("hears how long to wait", async () => {
    answer(() => Response.json({ error: { code: "rate_limited" } }, { status: 429, headers: { "retry-after": "7" } }));
    expect(await call("chats")).toMatchObject({ retryAfterMs: 7000 });
  });
});

test("the time before a retry is spread over all of 0.5 to 30 s, growing", () => {
  expect(retryDelay(1, 0)).toBe(500);
  expect(retryDelay(1, 1)).toBe(1000);
  expect(retryDelay(20, 0)).toBe(500);
  expect(retryDelay(20, 1)).toBe(30_000);
});
