import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bundle } from "./bundle.mjs";
import { root } from "./project.mjs";

const folder = mkdtempSync(join(tmpdir(), "foyer-bundle-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Linux alone tells without a tool which processes are a process's own.
test.skipIf(process.platform !== "linux")("bundling leaves no process behind, whether it succeeds or not", async () => {
  const entry = join(folder, "entry.ts");
  const out = join(folder, "out.mjs");
  writeFileSync(entry, "export const answer: number = 42;\n");
  await bundle(entry, relative(root, out));
  expect(readFileSync(out, "utf8")).toContain("42");
  // Asked again and again: a process that was told to end is still there for a moment.
  await expect.poll(namesOfChildren).not.toContain("esbuild");

  writeFileSync(entry, "export const answer: number = ;\n");
  await expect(bundle(entry, relative(root, out))).rejects.toThrow("Build failed");
  await expect.poll(namesOfChildren).not.toContain("esbuild");
});

function namesOfChildren(): string[] {
  const threads = readdirSync("/proc/self/task");
  const ids = threads.flatMap((id) =>
    readFileSync(`/proc/self/task/${id}/children`, "utf8").split(" ").filter(Boolean),
  );
  return ids.map((id) => readFileSync(`/proc/${id}/comm`, "utf8").trim());
}
