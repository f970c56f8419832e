import { build } from "esbuild";
import { expect, test } from "vitest";

/** What most hours do not need, and would lie in the memory of a server that rests: docs/performance.md. */
const LATE = ["file-type", "grammy", "imapflow", "next", "nodemailer", "pg", "postal-mime", "sharp"];

test("the server begins without the packages that only some of its work needs, and has each when it is needed", async () => {
  const { metafile } = await build({
    entryPoints: ["server.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "server-only": "./scripts/lib/nothing.mjs" },
    write: false,
    metafile: true,
    outfile: "server.mjs",
  });
  const asked = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const namesOf = (kind: string) => new Set(asked.filter((one) => one.kind === kind).map(({ path }) => path));
  expect(LATE.filter((name) => namesOf("import-statement").has(name))).toEqual([]);
  expect(LATE.filter((name) => namesOf("dynamic-import").has(name))).toEqual(LATE);
});
