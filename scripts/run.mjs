// `node scripts/run.mjs FILE.ts [arguments]`: runs a TypeScript file of the product with what the server has: the alias
// `@/`, `server-only` as nothing, packages from node_modules.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { bundle } from "./lib/bundle.mjs";
import { Refusal, releaseSignals, runMain } from "./lib/exec.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { importFile, inRoot, root } from "./lib/project.mjs";

runMain(async () => {
  const [file, ...rest] = process.argv.slice(2);
  if (!file) throw new Refusal("Say which file: node scripts/run.mjs db/seed.ts");
  process.chdir(root);
  await ensureInstalled();
  mkdirSync("dist", { recursive: true });
  // By its whole path: several programs are called `run.ts`.
  const name = path
    .relative(root, path.resolve(file))
    .replace(/\.[^.]+$/, "")
    .replaceAll(/[^\w-]+/g, "-");
  const out = `dist/run-${name}.mjs`;
  await bundle(file, out);
  process.argv = [process.argv[0], inRoot(out), ...rest];
  releaseSignals();
  await importFile(out);
});
