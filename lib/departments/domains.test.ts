import { expect, test } from "vitest";
import { normalizeDomain, splitDomains } from "./domains";

test.each([
  ["example.com", "example.com"],
  ["  Example.COM ", "example.com"],
  ["example.com.", "example.com"],
  ["shop.example.co.uk", "shop.example.co.uk"],
  ["*.example.com", "*.example.com"],
  ["https://*.Example.com/", "*.example.com"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["*.пример.рф", "*.xn--e1afmkfd.xn--p1ai"],
  ["localhost:3000", "localhost:3000"],
  ["http://localhost:3000/demo", "localhost:3000"],
  ["127.0.0.1:3000", "127.0.0.1:3000"],
  ["intranet", "intranet"],
  ["example.com:443", "example.com"],
  ["http://example.com:80", "example.com"],
  ["example.com:8443", "example.com:8443"],
  ["https://www.example.com/shop?item=1#top", "www.example.com"],
  ["example.com/shop", "example.com"],
])("%j is stored as %j", (typed, stored) => {
  expect(normalizeDomain(typed)).toBe(stored);
});

test("what is stored stays as it is when it is normalised again", () => {
  for (const typed of ["*.Пример.рф:8443", "LOCALHOST:3000", "https://Example.com/a"]) {
    const stored = normalizeDomain(typed) ?? "";
    expect(normalizeDomain(stored)).toBe(stored);
  }
});

test.each([
  "",
  "*",
  "*.",
  "*.com",
  "*.localhost",
  "*.127.0.0.1",
  "a.*.example.com",
  "javascript:alert(1)",
  "data:text/html,hi",
  "ftp://example.com",
  "https://",
  "//evil.example",
  "user@example.com",
  "http://u:p@example.com",
  "@example.com",
  "exa mple.com",
  "example..com",
  "-example.com",
  "example-.com",
  "a_b.example.com",
  "example.com:99999",
  "127.1",
  "2130706433",
  "[::1]",
  "'none'",
  "example.com;script-src *",
  "example.com\u0000",
  "https://example.com,evil.example",
])("%j names no host", (typed) => {
  expect(normalizeDomain(typed)).toBeNull();
});

test("a label has at most 63 characters and a host at most 253", () => {
  const label = "a".repeat(63);
  expect(normalizeDomain(`${label}.com`)).toBe(`${label}.com`);
  expect(normalizeDomain(`${label}a.com`)).toBeNull();
  const host = `${"a.".repeat(126)}a`;
  expect(host).toHaveLength(253);
  expect(normalizeDomain(host)).toBe(host);
  expect(normalizeDomain(`a${host}.a`)).toBeNull();
});

test("a list is read by lines, and commas and spaces separate as well", () => {
  expect(splitDomains("a.com\r\nb.com, c.com  d.com;e.com\n\n")).toEqual(["a.com", "b.com", "c.com", "d.com", "e.com"]);
  expect(splitDomains(" \n ")).toEqual([]);
});
