import { describe, expect, test } from "vitest";
import { addressBehind, clientAddress, networkOf } from "./client-address";

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

describe("the address of a client", () => {
  const address = (peer: string | null, forwarded?: string) =>
    clientAddress(
      new Headers({ ...(peer && { "x-foyer-peer": peer }), ...(forwarded && { "x-forwarded-for": forwarded }) }),
    );

  test("is the connection's, and a client on the internet cannot say otherwise", () => {
    expect(address("198.51.100.7")).toBe("198.51.100.7");
    expect(address("198.51.100.7", "203.0.113.1")).toBe("198.51.100.7");
    expect(address("2001:db8::7", "203.0.113.1")).toBe("2001:db8::7");
  });

  test("is what our own proxy has added, not what the client wrote before it", () => {
    expect(address("127.0.0.1", "203.0.113.1, 198.51.100.7")).toBe("198.51.100.7");
    expect(address("10.0.0.2", "203.0.113.1, 198.51.100.7, 10.0.0.3")).toBe("198.51.100.7");
    expect(address(null, "198.51.100.7")).toBe("198.51.100.7");
  });

  test("is the internal one where all are internal, and unknown where nothing is said", () => {
    expect(address("127.0.0.1", "127.0.0.1")).toBe("127.0.0.1");
    expect(address("192.168.1.5")).toBe("192.168.1.5");
    expect(address(null, "not an address")).toBe("");
    expect(address(null)).toBe("");
  });

  test("counts as a network of 64 bits in IPv6", () => {
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2");
    expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0");
    expect(networkOf("::1")).toBe("0:0:0:0");
    expect(networkOf("198.51.100.7")).toBe("198.51.100.7");
  });
});
