import { expect, test } from "vitest";
import { ownAddress } from "./own-address";

test("the configured address is ours, whatever a request says", () => {
  const headers = new Headers({ host: "evil.example", "x-forwarded-host": "evil.example" });
  expect(ownAddress(headers, "https://chat.example.com/base")).toBe("https://chat.example.com");
});

test("without one it is the host that the request was sent to", () => {
  expect(ownAddress(new Headers({ host: "localhost:3000" }), undefined)).toBe("http://localhost:3000");
  const proxied = { host: "chat.example.com", "x-forwarded-proto": "https, http", "x-forwarded-host": "evil.example" };
  expect(ownAddress(new Headers(proxied), undefined)).toBe("https://chat.example.com");
});

test.each(["", "a b", "user@evil.example", "evil.example/path", "evil.example\\x", "[", "host:99999"])(
  "a host that is none gives none: %j",
  (host) => {
    expect(ownAddress(new Headers({ host }), undefined)).toBeNull();
  },
);
