import { describe, expect, test } from "vitest";
import { linkParts, shortAddress, webAddress } from "./links";

const links = (text: string) => linkParts(text).flatMap(({ href }) => href ?? []);

describe("links in a text by people", () => {
  test.each([
    ["see https://shop.example/pans, please", ["https://shop.example/pans"]],
    ["(http://shop.example/a_(b))", ["http://shop.example/a_(b)"]],
    ["https://shop.example/?q=1&b=2#x.", ["https://shop.example/?q=1&b=2#x"]],
    ["two: https://a.example https://b.example!", ["https://a.example/", "https://b.example/"]],
    ["HTTPS://SHOP.EXAMPLE/A", ["https://shop.example/A"]],
  ])("%s", (text, found) => expect(links(text)).toEqual(found));

  test.each(["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "https://", "//a.example", "mailto:a@b.c"])(
    "%s stays text",
    (text) => expect(links(text)).toEqual([]),
  );

  test("no character of the text is lost", () => {
    const text = "a https://x.example/(1), b <https://y.example> c";
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});

test("only addresses of the web lead anywhere", () => {
  expect(webAddress("https://shop.example/a")).toBe("https://shop.example/a");
  for (const text of [
    null,
    "",
    "shop.example",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "blob:https://a.example/1",
  ]) {
    expect(webAddress(text)).toBeNull();
  }
});

test("an address is shown by host and path", () => {
  expect(shortAddress("https://www.shop.example/?utm=1")).toBe("shop.example");
  expect(shortAddress("http://localhost:3000/demo/%D1%87%D0%B0%D0%B9")).toBe("localhost:3000/demo/чай");
  expect(shortAddress("https://shop.example/%ff")).toBe("shop.example/%ff");
});
