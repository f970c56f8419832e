import { describe, expect, test } from "vitest";
import { clientAddress, networkOf } from "./client-address";
import { createSignInLimit, TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS } from "./sign-in-limit";

const refused = expect.objectContaining({ code: "rate_limited", retryAfterSeconds: expect.any(Number) });

describe("the limit of sign-in", () => {
  test("an account has ten tries, from however many addresses they come", async () => {
    const limit = createSignInLimit();
    for (let i = 0; i < TRIES_PER_ACCOUNT; i++) await limit.take("anna@example.com", `198.51.100.${i}`);
    await expect(limit.take("anna@example.com", "203.0.113.9")).rejects.toEqual(refused);
    await expect(limit.take("anna@example.com", "")).rejects.toEqual(refused);
    await limit.take("boris@example.com", "203.0.113.9");
  });

  test("parallel tries do not slip past", async () => {
    const limit = createSignInLimit();
    const tries = Array.from({ length: 30 }, () => limit.take("anna@example.com", ""));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(TRIES_PER_ACCOUNT);
  });

  test("an address has fifty tries over all accounts", async () => {
    const limit = createSignInLimit();
    for (let i = 0; i < TRIES_PER_ADDRESS; i++) await limit.take(`account${i}@example.com`, "2001:db8:1:2::1");
    await expect(limit.take("other@example.com", "2001:db8:1:2:ffff::7")).rejects.toEqual(refused);
    await limit.take("other@example.com", "2001:db8:1:3::1");
  });

  test("whoever is refused for their address does not use up the account's tries", async () => {
    const limit = createSignInLimit();
    for (let i = 0; i < TRIES_PER_ADDRESS; i++) await limit.take(`account${i}@example.com`, "198.51.100.1");
    for (let i = 0; i < 20; i++) await expect(limit.take("anna@example.com", "198.51.100.1")).rejects.toEqual(refused);
    await limit.take("anna@example.com", "198.51.100.2");
  });

  test("the right password gives the account all tries back, and the address only this one", async () => {
    const limit = createSignInLimit();
    for (let i = 0; i < TRIES_PER_ACCOUNT; i++) await limit.take("anna@example.com", "198.51.100.1");
    await limit.giveBack("anna@example.com", "198.51.100.1");
    for (let i = 0; i < TRIES_PER_ACCOUNT; i++) await limit.take("anna@example.com", "");
    for (let i = 0; i < TRIES_PER_ADDRESS - TRIES_PER_ACCOUNT + 1; i++) {
      await limit.take(`account${i}@example.com`, "198.51.100.1");
    }
    await expect(limit.take("other@example.com", "198.51.100.1")).rejects.toEqual(refused);
  });
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
