import { expect, test } from "vitest";
import { addressBehind } from "./client-address";

test("who connects directly is who they are, whatever they write about themselves", () => {
  expect(addressBehind("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
  expect(addressBehind("::ffff:203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
});

test("behind a proxy of ours people are told apart, by the entry that the proxy wrote", () => {
  expect(addressBehind("127.0.0.1", "198.51.100.1")).toBe("198.51.100.1");
  expect(addressBehind("::ffff:10.0.0.7", "1.2.3.4, 198.51.100.1")).toBe("198.51.100.1");
  expect(addressBehind("10.0.0.7", "198.51.100.1, 10.0.0.3")).toBe("198.51.100.1");
});

test("without a word of the proxy, or with nonsense, the connection's own address stands", () => {
  expect(addressBehind("10.0.0.7", null)).toBe("10.0.0.7");
  expect(addressBehind("10.0.0.7", "unknown, <script>")).toBe("10.0.0.7");
  expect(addressBehind("", null)).toBe("");
});
