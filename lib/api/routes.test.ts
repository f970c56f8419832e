import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const ONE_LINE = /^export \{ (?<methods>[A-Z, ]+) \} from "@\/lib\/api\/(?<module>[a-z/-]+)";\n$/;

/** Routes that Next alone serves: signing in, and what needs its request context. */
const NEXT_ONLY = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/api/cron/[job]/route.ts",
  "app/demo/[[...path]]/route.ts",
];

/** The table as its source says it: importing it would open the database's and the realtime server's modules. */
function readTable(): Map<string, string> {
  const source = readFileSync("lib/api/routes.ts", "utf8");
  const modules = new Map(
    [...source.matchAll(/import \* as (\w+) from "\.\/([a-z/-]+)";/g)].map(([, name, file]) => [name, file]),
  );
  const rows = [...source.matchAll(/\{ path: "([^"]+)", handlers: (\w+)(?:, streams: true)? \}/g)];
  return new Map(rows.map(([, path = "", name]) => [path, modules.get(name ?? "") ?? "missing import"]));
}

const mountedByNext = new Map(
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((file) => `app/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith("/route.ts") && !NEXT_ONLY.includes(file))
    .map((file) => {
      const groups = ONE_LINE.exec(readFileSync(file, "utf8"))?.groups;
      return [file.replace(/^app|\/route\.ts$/g, ""), groups ?? { methods: "", module: "not one line" }] as const;
    }),
);

describe("every hot route", () => {
  test("is mounted by the self-hosted server and by Next, from the same module", () => {
    const next = new Map([...mountedByNext].map(([path, { module = "" }]) => [path, module]));
    expect([...next].sort()).toEqual([...readTable()].sort());
  });

  test.each([...mountedByNext])("%s exports to Next every method that it has", (_, { methods = "", module = "" }) => {
    const source = readFileSync(`lib/api/${module}.ts`, "utf8");
    const declared = [...source.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(([, method]) => method);
    expect(methods.split(", ").sort()).toEqual(declared.sort());
  });
});
