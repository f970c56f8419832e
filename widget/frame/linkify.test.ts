import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).flatMap(({ href }) => (href ? [href] : []));

describe("linkify", () => {
  test.each([
    ["see https://example.com/a?b=1#c now", ["https://example.com/a?b=1#c"]],
    ["https://example.com.", ["https://example.com"]],
    ["(https://example.com/x)", ["https://example.com/x"]],
    ["https://en.wikipedia.org/wiki/Pan_(cookware)", ["https://en.wikipedia.org/wiki/Pan_(cookware)"]],
    ["(https://en.wikipedia.org/wiki/Pan_(cookware))", ["https://en.wikipedia.org/wiki/Pan_(cookware)"]],
    ["HTTP://EXAMPLE.COM, https://пример.рф!", ["HTTP://EXAMPLE.COM", "https://пример.рф"]],
  ])("finds the addresses in %j", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test.each([
    "[x](javascript:1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x ftp://example.com file:///etc/passwd //example.com",
    "https:// http://",
    "jAvAsCrIpT&colon;alert(1)",
  ])("makes no link of %j", (text) => {
    expect(links(text)).toEqual([]);
  });

  test("leaves markup as text around the address in it", () => {
    expect(linkify('<a href="https://example.com">x</a>')).toEqual([
      { text: '<a href="' },
      { text: "https://example.com", href: "https://example.com" },
      { text: '">x</a>' },
    ]);
  });

  test.each([
    ["nested brackets", "[".repeat(10_000)],
    ["brackets in an address", `https://example.com/${"[(".repeat(5000)}${")]".repeat(5000)}`],
    ["addresses without end", "http://".repeat(1500)],
    ["full stops", `https://example.com/${".".repeat(10_000)}`],
  ])("is done with 10,000 %s within 20 ms", (_, text) => {
    // The best of some runs: the machine may be busy with other things.
    const runs = Array.from({ length: 8 }, () => {
      const start = performance.now();
      linkify(text);
      return performance.now() - start;
    });
    expect(Math.min(...runs)).toBeLessThan(20);
  });

  test("loses no character and links to web addresses only", () => {
    const piece = fc.constantFrom(
      "http://",
      "https://",
      "javascript:",
      "a.b",
      "(",
      ")",
      "[",
      "]",
      " ",
      ".",
      "<",
      '"',
      "é",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const segments = linkify(text);
        expect(segments.map((segment) => segment.text).join("")).toBe(text);
        for (const { href } of segments) if (href) expect(new URL(href).protocol).toMatch(/^https?:$/);
      }),
    );
  });
});
