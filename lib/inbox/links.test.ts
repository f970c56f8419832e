import { expect, test } from "vitest";
import { shortAddress, webAddress } from "./links";

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
