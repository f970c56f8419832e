import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { OTHER_DIRS, root, SOURCE_DIRS, sourceFiles, sourcesHash } from "@/scripts/lib/project.mjs";

// What .gitignore leaves out, and what the tests' runners leave behind.
const GENERATED = ["node_modules", "dist", "data", "test-results", "playwright-report", "coverage"];

test("every folder of the project is known as a source of the build or as none", () => {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name);
  const unknown = folders.filter((name) => ![...SOURCE_DIRS, ...OTHER_DIRS, ...GENERATED].includes(name));
  expect(unknown).toEqual([]);
});

test("the build depends on pages, texts, migrations, the server and the versions, not on tests", () => {
  const files = sourceFiles();
  for (const file of ["server.ts", "package-lock.json", "lib/env.ts", "db/schema/index.ts", "app/globals.css"]) {
    expect(files).toContain(file);
  }
  expect(files.filter((file: string) => /\.test\.|^public\/embed\/|^tests\//.test(file))).toEqual([]);
});

test("the hash is the same for the same sources", () => {
  expect(sourcesHash()).toMatch(/^[0-9a-f]{64}$/);
  expect(sourcesHash()).toBe(sourcesHash());
});
