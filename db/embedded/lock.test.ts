import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLock } from "./lock";
import { processSpace, processStart } from "./process-identity";

let parent: string;
let folder: string;
let file: string;

beforeEach(() => {
  parent = mkdtempSync(join(os.tmpdir(), "foyer-lock-"));
  folder = join(parent, "database");
  file = `${folder}.lock`;
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const here = { pid: process.pid, start: processStart(process.pid) ?? "", space: processSpace(), nonce: "before" };
const leave = (holder: object, ageMs = 0) => {
  writeFileSync(file, JSON.stringify(holder));
  const at = new Date(Date.now() - ageMs);
  utimesSync(file, at, at);
};
const inUse = { name: "StartupError", message: expect.stringMatching(/in use by process \d+\. Stop that process/) };
const inUseElsewhere = { name: "StartupError", message: expect.stringMatching(/another machine or container/) };

test("a second one is refused in words, at once, until the first lets go", async () => {
  const first = await acquireLock(folder);
  await expect(acquireLock(folder)).rejects.toMatchObject(inUse);
  first.release();
  expect(existsSync(file)).toBe(false);
  (await acquireLock(folder)).release();
});

test("the lock of a process that is gone is taken over", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("exit", resolve));
  leave({ ...here, pid: child.pid });
  (await acquireLock(folder)).release();
});

test("the lock of a process whose number another one has now is taken over", async () => {
  leave({ ...here, start: "1" });
  (await acquireLock(folder)).release();
});

test("of many that find a stale lock at the same time, exactly one gets it", async () => {
  leave({ ...here, start: "1" });
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(folder)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a holder in another container counts for as long as its lock is touched", async () => {
  leave({ ...here, space: "another" }, 1_000);
  await expect(acquireLock(folder, { waitMs: 0 })).rejects.toMatchObject(inUseElsewhere);
  leave({ ...here, space: "another" }, 11_000);
  (await acquireLock(folder, { waitMs: 0 })).release();
});

test("a lock that was torn while being written is respected first and taken over later", async () => {
  writeFileSync(file, "");
  await expect(acquireLock(folder, { waitMs: 0 })).rejects.toMatchObject(inUseElsewhere);
  const old = new Date(Date.now() - 11_000);
  utimesSync(file, old, old);
  (await acquireLock(folder, { waitMs: 0 })).release();
});

test("letting go leaves the lock of somebody else alone", async () => {
  const lock = await acquireLock(folder);
  leave({ ...here, nonce: "another" });
  lock.release();
  expect(readFileSync(file, "utf8")).toContain("another");
});

test("a stolen lock is noticed with the next beat, a removed one is put back", async () => {
  let isStolen = false;
  const lock = await acquireLock(folder, {
    beatMs: 10,
    onStolen: () => {
      isStolen = true;
    },
  });
  rmSync(file);
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(isStolen).toBe(false);
  leave({ ...here, nonce: "another" });
  await expect.poll(() => isStolen).toBe(true);
  lock.release();
});
