import "server-only";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/**
 * Cost of a new hash: 32 MiB and three passes, one of the equal choices of OWASP's password storage cheat sheet.
 * N is a power of two; memory is 128 · N · r bytes.
 */
export type ScryptCost = { N: number; r: number; p: number };
export const PASSWORD_COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const ENCODED = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{16,})\$([\w-]{16,})$/;

/** Hashes a password as `scrypt$N$r$p$salt$hash` (base64url), off the main thread. */
export async function hashPassword(password: string, cost: ScryptCost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Whether `encoded` was made of `password`. What is no hash of ours fits no password. */
export async function verifyPassword(password: string, encoded: string): Promise<boolean> {
  const [, N, r, p, salt, hash] = ENCODED.exec(encoded) ?? [];
  if (!salt || !hash) return false;
  const expected = Buffer.from(hash, "base64url");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, "base64url"), expected.length, cost);
  return timingSafeEqual(actual, expected);
}

/** Costs what a verification costs: without it a fast answer would tell that an account does not exist. */
export async function verifyNothing(password: string): Promise<false> {
  await derive(password, Buffer.alloc(SALT_BYTES), HASH_BYTES, PASSWORD_COST);
  return false;
}

function derive(password: string, salt: Buffer, length: number, { N, r, p }: ScryptCost): Promise<Buffer> {
  // Keyboards differ in how they compose letters with marks; NFKC makes them one password (NIST SP 800-63B, 5.1.1.2).
  const text = password.normalize("NFKC");
  return new Promise((resolve, reject) => {
    scrypt(text, salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
