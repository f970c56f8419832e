// Bundles a TypeScript entry for Node: our own sources into one file, packages from node_modules.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { inRoot, root } from "./project.mjs";

/** Writes `outfile` (and its source map) in one step, so that a start at the same moment never reads half a file. */
export async function bundle(entry, outfile) {
  const { build } = await import("esbuild");
  const draft = `${outfile}.${process.pid}.mjs`;
  await build({
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
  inOneByte(inRoot(draft));
  renameSync(inRoot(`${draft}.map`), inRoot(`${outfile}.map`));
  renameSync(inRoot(draft), inRoot(outfile));
}

/**
 * Names each letter beyond Latin-1 by its number. The engine keeps the whole file in memory, with two bytes for each letter as soon as one
 * needs them, and the bundler leaves them in regular expressions.
 */
function inOneByte(file) {
  const text = readFileSync(file, "utf8");
  if (/\\[\u0100-\uffff]/.test(text)) throw new Error(`${file}: a backslash before a letter that needs two bytes`);
  const escaped = text.replace(
    /[\u0100-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  if (escaped !== text) writeFileSync(file, escaped);
}
