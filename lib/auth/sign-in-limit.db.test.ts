import { describe, expect, test } from "vitest";
import { testDatabase } from "@/tests/support/database";
import { unique } from "@/tests/support/factories";
import { createSignInLimit, TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS } from "./sign-in-limit";

const refused = expect.objectContaining({ code: "rate_limited", retryAfterSeconds: expect.any(Number) });

/** No other test counts with it. */
const freshLimit = async (scope = unique("limit")) => createSignInLimit(await testDatabase(), scope);

describe("the limit of sign-in", () => {
  test("an account has ten tries, from however many addresses they come", async () => {
    const limit = await freshLimit();
    for (let i = 0; i < TRIES_PER_ACCOUNT; i++) await limit.take("anna@example.com", `198.51.100.${i}`);
    await expect(limit.take("anna@example.com", "203.0.113.9")).rejects.toEqual(refused);
    await expect(limit.take("anna@example.com", "")).rejects.toEqual(refused);
    await limit.take("boris@example.com", "203.0.113.9");
  });

  test("parallel tries do not slip past", async () => {
    const limit = await freshLimit();
    const tries = Array.from({ length: 30 }, () => limit.take("anna@example.com", ""));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(TRIES_PER_ACCOUNT);
  });

  test("an address has fifty tries over all accounts", async () => {
    const limit = await freshLimit();
    for (let i = 0; i < TRIES_PER_ADDRESS; i++) await limit.take(`account${i}@example.com`, "2001:db8:1:2::1");
    await expect(limit.take("other@example.com", "2001:db8:1:2:ffff::7")).rejects.toEqual(refused);
    await limit.take("other@example.com", "2001:db8:1:3::1");
  });

  test("whoever is refused for their address does not use up the account's tries", async () => {
    const limit = await freshLimit();
    for (let i = 0; i < TRIES_PER_ADDRESS; i++) await limit.take(`account${i}@example.com`, "198.51.100.1");
    for (let i = 0; i < 20; i++) await expect(limit.take("anna@example.com", "198.51.100.1")).rejects.toEqual(refused);
    await limit.take("anna@example.com", "198.51.100.2");
  });

  test("the right password gives the account all tries back, and the address only this one", async () => {
    const limit = await freshLimit();
    for (let i = 0; i < TRIES_PER_ACCOUNT; i++) await limit.take("anna@example.com", "198.51.100.1");
    await limit.giveBack("anna@example.com", "198.51.100.1");
    for (let i = 0; i < TRIES_PER_ACCOUNT; i++) await limit.take("anna@example.com", "");
    for (let i = 0; i < TRIES_PER_ADDRESS - TRIES_PER_ACCOUNT + 1; i++) {
      await limit.take(`account${i}@example.com`, "198.51.100.1");
    }
    await expect(limit.take("other@example.com", "198.51.100.1")).rejects.toEqual(refused);
  });

  test("counts for all processes together", async () => {
    const scope = unique("limit");
    const [one, other] = [await freshLimit(scope), await freshLimit(scope)];
    for (let i = 0; i < TRIES_PER_ACCOUNT; i++) await (i % 2 ? one : other).take("anna@example.com", "");
    await expect(one.take("anna@example.com", "")).rejects.toEqual(refused);
    await expect(other.take("anna@example.com", "")).rejects.toEqual(refused);
  });
});
