import { describe, expect, test } from "vitest";
import { frameAncestors, isOriginAllowed, originPattern } from "./rules";

/** As the frame asks, of an origin as browsers write it. */
const isTakenByFrame = (origin: string, domains: string[]) =>
  new RegExp(originPattern(domains)).test(URL.canParse(origin) ? new URL(origin).origin : origin);

describe("allowed domains", () => {
  test.each([
    ["https://example.com", "example.com"],
    ["http://example.com", "example.com"],
    ["https://shop.example.com", "*.example.com"],
    ["https://a.b.example.com", "*.example.com"],
    ["http://localhost:4000", "localhost:4000"],
    ["https://example.com", "https://example.com"],
    ["https://EXAMPLE.com", "Example.Com"],
    ["https://xn--e1afmkfd.xn--p1ai", "пример.рф"],
  ])("%s may carry the widget for %s", (origin, domain) => {
    expect(isOriginAllowed(origin, ["other.example", domain])).toBe(true);
    expect(isTakenByFrame(origin, ["other.example", domain])).toBe(true);
  });

  test.each([
    ["https://good.com.evil.com", "good.com"],
    ["https://evilgood.com", "good.com"],
    ["https://www.good.com", "good.com"],
    ["https://good.com", "*.good.com"],
    ["https://evilgood.com", "*.good.com"],
    ["https://good.com:8443", "good.com"],
    ["http://good.com", "https://good.com"],
    ["null", "good.com"],
    ["", "good.com"],
    ["file://good.com", "good.com"],
    ["https://good.com", "*"],
    ["https://good.com", "good.com; script-src *"],
  ])("%s may not carry the widget for %s", (origin, domain) => {
    expect(isOriginAllowed(origin, [domain])).toBe(false);
    expect(isTakenByFrame(origin, [domain])).toBe(false);
  });

  test("of none means every site", () => {
    expect(isOriginAllowed("https://anything.example", [])).toBe(true);
    expect(isTakenByFrame("https://anything.example", [])).toBe(true);
    expect(frameAncestors([])).toBe("*");
  });

  test("become the sources of frame-ancestors", () => {
    expect(frameAncestors(["example.com", "*.example.org:8080", "https://only.example"])).toBe(
      "http://example.com https://example.com http://*.example.org:8080 https://*.example.org:8080 https://only.example",
    );
  });

  test.each(["a.com; script-src *", "a.com b.com", "a.com,b.com", "'self'", "*", "a.com/x", "a.com\r\nx: y", "@a.com"])(
    "never let %j into the header",
    (domain) => {
      expect(frameAncestors([domain])).toBe("'none'");
    },
  );
});
