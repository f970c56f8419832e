import { describe, expect, test } from "vitest";
import { isDemoAddress, otherOrigin } from "./sites";

describe("a department belongs to the demo", () => {
  test.each([
    ["http://127.0.0.1:3000/demo/bikes", undefined],
    ["http://localhost:8080/demo/bikes", undefined],
    ["https://chat.example.com/demo/bikes", "https://chat.example.com"],
  ])("when its site is %s and PUBLIC_URL %s", (siteUrl, publicUrl) => {
    expect(isDemoAddress(siteUrl, "/demo/bikes", publicUrl)).toBe(true);
  });

  test.each([
    ["https://shop.example.com/demo/bikes", "https://chat.example.com"],
    ["https://shop.example.com/demo/bikes", undefined],
    ["http://127.0.0.1.evil.example/demo/bikes", undefined],
    ["http://127.0.0.1:3000/x/demo/bikes", undefined],
    ["http://127.0.0.1:3000/demo/bikes?a=1", undefined],
    [null, undefined],
  ])("but not when it is %s and PUBLIC_URL %s: the key of a real department stays its own", (siteUrl, publicUrl) => {
    expect(isDemoAddress(siteUrl, "/demo/bikes", publicUrl)).toBe(false);
  });
});

test("the demo's other origin is another site to a browser, and only on this machine", () => {
  expect(otherOrigin("http://localhost:3000")).toBe("http://127.0.0.1:3000");
  expect(otherOrigin("http://127.0.0.1:3000")).toBe("http://localhost:3000");
  expect(otherOrigin("https://chat.example.com")).toBe("https://chat.example.com");
});
