// Bundles a TypeScript entry for Node: our own sources into one file, packages from node_modules.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { inOneByte } from "./one-byte.mjs";
import { inRoot, root } from "./project.mjs";

/** Writes `outfile` (and its source map) in one step, so that a start at the same moment never reads half a file. */
export async function bundle(entry, outfile) {
  const { build, stop } = await import("esbuild");
  const draft = `${outfile}.${process.pid}.mjs`;
  const building = build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: draft,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    // Next checks that such modules stay out of browsers; here is no browser.
    alias: { "server-only": inRoot("scripts/lib/nothing.mjs") },
    sourcemap: true,
    logLevel: "warning",
  });
  // A server that built itself lives on in this process: esbuild's own (a hundred megabytes) must not.
  await building.finally(stop);
  writeFileSync(inRoot(draft), inOneByte(readFileSync(inRoot(draft), "utf8")));
  renameSync(inRoot(`${draft}.map`), inRoot(`${outfile}.map`));
  renameSync(inRoot(draft), inRoot(outfile));
}
