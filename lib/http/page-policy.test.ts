import { describe, expect, test } from "vitest";
import { nonceOf, pagePolicy } from "./page-policy";

const policyOf = (patch: Partial<Parameters<typeof pagePolicy>[0]> = {}) =>
  new Map(
    pagePolicy({ nonce: "bm9uY2U=", realtime: { key: "k" }, host: "chat.example", isDevelopment: false, ...patch })
      .split("; ")
      .map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)]),
  );

describe("the policy of our own pages", () => {
  test("lets a script run from our own files or with the mark of this answer, and no other", () => {
    expect(policyOf().get("script-src")).toEqual(["'self'", "'nonce-bm9uY2U='"]);
  });

  test("tells its mark to a script of the page that we write ourselves", () => {
    const policy = pagePolicy({ nonce: "bm9uY2U=", realtime: { key: "k" }, host: "", isDevelopment: false });
    expect(nonceOf(policy)).toBe("bm9uY2U=");
    expect(nonceOf(null)).toBeUndefined();
  });

  test("lets nobody frame them, whatever else changes", () => {
    expect(policyOf({ isDevelopment: true }).get("frame-ancestors")).toEqual(["'none'"]);
  });

  test.each([
    [{ key: "k" }, ["'self'", "blob:", "ws://chat.example", "wss://chat.example"]],
    [{ key: "k", cluster: "eu" }, ["'self'", "blob:", "wss://ws-eu.pusher.com"]],
    [{ key: "k", host: "rt.example", port: 6001, tls: true }, ["'self'", "blob:", "wss://rt.example:6001"]],
  ])("lets pages talk to the installation and to the realtime service alone: %j", (realtime, expected) => {
    expect(policyOf({ realtime }).get("connect-src")).toEqual(expected);
  });

  test("says nothing of a host that is none", () => {
    expect(policyOf({ host: "a; script-src *" }).get("connect-src")).toEqual(["'self'", "blob:"]);
  });
});
