import { expect, test } from "vitest";
import { holdsAll } from "@/scripts/lib/install.mjs";

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/next": { version: "16.4.6" },
  "node_modules/vitest": { version: "4.1.12", dev: true },
  "node_modules/next-swc-other-platform": { version: "16.4.6", optional: true },
};
const next = { "node_modules/next": { version: "16.4.6" } };
const vitest = { "node_modules/vitest": { version: "4.1.12" } };

test("packages for other platforms may be missing", () => {
  expect(holdsAll(wanted, { ...next, ...vitest }, { dev: true })).toBe(true);
});

test("tools of development may be missing where only the product runs", () => {
  expect(holdsAll(wanted, next, { dev: false })).toBe(true);
  expect(holdsAll(wanted, next, { dev: true })).toBe(false);
});

test("a package in another version, or none, asks for an installation", () => {
  expect(holdsAll(wanted, { "node_modules/next": { version: "16.4.5" } }, { dev: false })).toBe(false);
  expect(holdsAll(wanted, vitest, { dev: false })).toBe(false);
});
