import { describe, expect, test } from "vitest";
import { hashPassword, PASSWORD_COST, verifyNothing, verifyPassword } from "./password";

const CHEAP = { N: 1024, r: 8, p: 1 };

describe("passwords", () => {
  test("a hash fits the password that it was made of, and no other", async () => {
    const encoded = await hashPassword("correct horse", CHEAP);
    expect(await verifyPassword("correct horse", encoded)).toBe(true);
    expect(await verifyPassword("correct horse ", encoded)).toBe(false);
    expect(await verifyPassword("", encoded)).toBe(false);
  });

  test("two hashes of one password differ, because each has its own salt", async () => {
    expect(await hashPassword("same password", CHEAP)).not.toBe(await hashPassword("same password", CHEAP));
  });

  test("the encoding names algorithm and cost, so that the cost can be raised later", async () => {
    const encoded = await hashPassword("correct horse");
    expect(encoded).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword("correct horse", encoded)).toBe(true);
  });

  test("a letter with a mark is the same typed as one character or as two", async () => {
    const encoded = await hashPassword("\u0439od\u00e9", CHEAP);
    expect(await verifyPassword("\u0438\u0306ode\u0301", encoded)).toBe(true);
  });

  test.each([
    "",
    "none",
    "scrypt$1024$8$1$",
    "scrypt$0$0$0$aaaaaaaaaaaaaaaa$",
    "bcrypt$1024$8$1$aaaaaaaaaaaaaaaa$bbbbbbbbbbbbbbbb",
  ])("what is no hash of ours fits no password: %s", async (encoded) => {
    expect(await verifyPassword("correct horse", encoded)).toBe(false);
  });

  test("an unknown account costs what a known one costs", async () => {
    const encoded = await hashPassword("correct horse");
    const [known, unknown] = [
      await workOf(() => verifyPassword("wrong horse", encoded)),
      await workOf(() => verifyNothing("wrong horse")),
    ];
    // One against the other in the same run; the bound is wide because tests share the machine.
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
    expect(PASSWORD_COST.N * PASSWORD_COST.p).toBeGreaterThanOrEqual(2 ** 15);
  });
});

/** Milliseconds, the least of three: what others do on this machine only ever adds to it. */
async function workOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
