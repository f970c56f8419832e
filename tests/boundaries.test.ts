import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** A file of each room, what it must not import, and what it may. */
const CASES = [
  {
    file: "components/inbox/x.tsx",
    refused: ["@/db/client", "drizzle-orm", "@/lib/chats/queries", "@/lib/chats/claim-chat", "@/app/login/actions"],
    allowed: ["@/lib/chats/schemas", "@/lib/chats/timeline", "@/components/ui/button"],
  },
  {
    file: "components/ui/x.tsx",
    refused: ["@/lib/chats/schemas", "@/components/inbox/y"],
    allowed: ["@/lib/color", "radix-ui"],
  },
  {
    file: "lib/chats/x.ts",
    refused: ["next/headers", "react", "@/lib/env", "@/app/y", "@/lib/http/route"],
    allowed: ["@/db/schema", "@/lib/errors", "drizzle-orm"],
  },
  { file: "lib/chats/rules.ts", refused: ["drizzle-orm", "@/db/client", "zod"], allowed: ["./schemas"] },
  { file: "lib/realtime/embedded/x.ts", refused: ["@/lib/env", "../publish"], allowed: ["./options", "ws"] },
  { file: "lib/api/x.ts", refused: ["next/headers", "react"], allowed: ["@/lib/chats/queries"] },
  { file: "db/x.ts", refused: ["@/app/y", "@/lib/api/chats", "next/headers"], allowed: ["drizzle-orm"] },
  {
    file: "widget/x.tsx",
    refused: ["zod", "@/db/schema", "react", "next/link"],
    allowed: ["preact", "@/lib/ids", "@/lib/chats/timeline"],
  },
];

const root = mkdtempSync(path.join(tmpdir(), "foyer-boundaries-"));
/** `file:line` of every import that Biome refuses. */
let refusals: string;

beforeAll(() => {
  const config = JSON.parse(readFileSync("biome.json", "utf8"));
  writeFileSync(
    path.join(root, "biome.json"),
    JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }),
  );
  for (const { file, refused, allowed } of CASES) {
    const lines = [...refused, ...allowed].map((from) => `import "${from}";`);
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), `${lines.join("\n")}\n`);
  }
  const args = ["lint", "--only=style/noRestrictedImports", "--colors=off", "--max-diagnostics=200", "."];
  const { stdout, stderr } = spawnSync(path.resolve("node_modules/.bin/biome"), args, { cwd: root, encoding: "utf8" });
  refusals = stdout + stderr;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the arrows between folders are lint errors", () => {
  test.each(CASES)("$file", ({ file, refused, allowed }) => {
    const isRefused = (_: string, line: number) => refusals.includes(`${file}:${line + 1}:`);
    expect([...refused, ...allowed].filter(isRefused)).toEqual(refused);
  });
});
