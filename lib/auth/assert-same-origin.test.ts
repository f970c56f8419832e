import { describe, expect, test } from "vitest";
import { assertSameOrigin, isOwnOrigin } from "./assert-same-origin";

const PUBLIC_URL = "https://chat.example.com";

describe("with a public URL", () => {
  test("its origin is ours, whatever host the proxy asked for", () => {
    expect(isOwnOrigin("https://chat.example.com", "127.0.0.1:3000", PUBLIC_URL)).toBe(true);
    expect(isOwnOrigin("https://chat.example.com:443", "127.0.0.1:3000", `${PUBLIC_URL}/base`)).toBe(true);
  });

  test.each([
    null,
    "",
    "null",
    "http://chat.example.com",
    "https://chat.example.com:8443",
    "https://chat.example.com.evil.example",
    "https://evil.example",
    "https://evilchat.example.com",
    "https://chat.example.com@evil.example",
    "https://chat.example.com/",
    "https://chat.example.com https://evil.example",
    "file://",
  ])("%j is not", (origin) => {
    expect(isOwnOrigin(origin, "chat.example.com", PUBLIC_URL)).toBe(false);
  });
});

describe("without a public URL", () => {
  test("the page's host must be the one that the request was sent to", () => {
    expect(isOwnOrigin("http://localhost:3000", "localhost:3000", undefined)).toBe(true);
    expect(isOwnOrigin("https://chat.example.com", "chat.example.com", undefined)).toBe(true);
    expect(isOwnOrigin("https://chat.example.com", "chat.example.com:443", undefined)).toBe(true);
    expect(isOwnOrigin("http://[::1]:3000", "[::1]:3000", undefined)).toBe(true);
  });

  test.each([
    ["http://127.0.0.1:3000", "localhost:3000"],
    ["http://localhost:3001", "localhost:3000"],
    ["http://localhost:3000.evil.example", "localhost:3000"],
    ["http://localhost", "localhost:3000"],
    ["null", "localhost:3000"],
    [null, "localhost:3000"],
    ["http://localhost:3000", null],
    ["http://localhost:3000", "localhost:3000/x"],
  ])("%j sent to %j is not", (origin, host) => {
    expect(isOwnOrigin(origin, host, undefined)).toBe(false);
  });

  test("a header that anybody can send does not name the host", () => {
    const headers = { host: "localhost:3000", origin: "https://evil.example", "x-forwarded-host": "evil.example" };
    const request = new Request("http://localhost:3000/api/chats", { method: "POST", headers });
    expect(() => assertSameOrigin(request)).toThrow(expect.objectContaining({ code: "forbidden" }));
  });

  test("a request of our own page passes", () => {
    const headers = { host: "localhost:3000", origin: "http://localhost:3000" };
    assertSameOrigin(new Request("http://localhost:3000/api/chats", { method: "POST", headers }));
  });
});
