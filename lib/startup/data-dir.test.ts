import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { prepareDataDir } from "@/lib/startup/data-dir";

test("a missing data directory is made, with its parents, and left empty", () => {
  const dir = path.join(mkdtempSync(path.join(tmpdir(), "foyer-data-")), "a", "b");
  prepareDataDir(dir);
  expect(readdirSync(dir)).toEqual([]);
});

test("a directory that cannot be made is refused in one line that names it and the remedy", () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "foyer-data-")), "file");
  writeFileSync(file, "");
  const dir = path.join(file, "data");
  expect(() => prepareDataDir(dir)).toThrow(/^The data directory .*file.data cannot be written \(.+\)\. .*DATA_DIR/);
});

test.runIf(existsSync("/proc/self"))("a directory below one that takes no entries is refused and does not hang", () => {
  expect(() => prepareDataDir("/proc/foyer/data")).toThrow(/cannot be written/);
});
