import { chmodSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { keptSecret } from "@/lib/auth/secret";

const freshDir = () => mkdtempSync(path.join(tmpdir(), "foyer-secret-"));

test("the secret is made once, kept, and readable by its owner only", () => {
  const dir = path.join(freshDir(), "data");
  const secret = keptSecret(dir);
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(keptSecret(dir)).toBe(secret);
  expect(statSync(path.join(dir, "secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(["secret"]);
});

test("two installations have two secrets", () => {
  expect(keptSecret(freshDir())).not.toBe(keptSecret(freshDir()));
});

test("a damaged secret is refused in words instead of replaced", () => {
  const dir = freshDir();
  writeFileSync(path.join(dir, "secret"), "short\n");
  expect(() => keptSecret(dir)).toThrow(/damaged: put it back/);
});

test("a directory that cannot be written is refused in words", () => {
  const dir = freshDir();
  writeFileSync(path.join(dir, "file"), "");
  chmodSync(path.join(dir, "file"), 0o400);
  expect(() => keptSecret(path.join(dir, "file", "data"))).toThrow(/let this user write to .* or set AUTH_SECRET/);
});
